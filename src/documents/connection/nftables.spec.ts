import { nftablesRules } from './nftables.js';

describe('the firewall of a Linux PC', () => {
  it('refuses what comes in, but for answers, ping, DHCP and the ports listed', () => {
    const allow = [
      { port: 22, protocol: 'tcp' as const },
      { port: 5353, protocol: 'udp' as const },
    ];
    expect(nftablesRules({ enabled: true, allow })).toBe(`#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  chain input {
    type filter hook input priority filter; policy drop;
    iif lo accept
    ct state established,related accept
    ct state invalid drop
    meta l4proto { 1, 58 } accept
    udp dport { 68, 546 } accept
    tcp dport 22 accept
    udp dport 5353 accept
  }
}
`);
  });
});
