import type { ProfileDocument } from '../profile/index.js';

/** A plan of an earlier release may have been frozen without `allow`. */
type Firewall = Partial<NonNullable<ProfileDocument['personalise']['firewall']>>;

/** /etc/nftables.conf: accepts replies, ping, loopback, DHCP and the allowed services, drops the rest. nft(8). */
export function nftablesRules({ allow = [] }: Firewall): string {
  const ports = allow.map(({ port, protocol }) => `    ${protocol} dport ${port} accept`);
  return [
    '#!/usr/sbin/nft -f',
    'flush ruleset',
    'table inet filter {',
    '  chain input {',
    '    type filter hook input priority filter; policy drop;',
    '    iif lo accept',
    '    ct state established,related accept',
    '    ct state invalid drop',
    // By number: a minimal system has no /etc/protocols. 1 is ICMP, 58 ICMPv6 (IANA protocol numbers).
    '    meta l4proto { 1, 58 } accept',
    '    udp dport { 68, 546 } accept',
    ...ports,
    '  }',
    '}',
    '',
  ].join('\n');
}
