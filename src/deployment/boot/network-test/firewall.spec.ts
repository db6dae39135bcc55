import { closedPorts } from './firewall.js';

const NEEDED = [
  { protocol: 'udp', port: 67 },
  { protocol: 'udp', port: 4011 },
  { protocol: 'tcp', port: 8080 },
] as const;

/** As nft 1.1.3 prints them. */
const input = (policy: string) => ({
  chain: { family: 'inet', table: 'filter', name: 'input', type: 'filter', hook: 'input', prio: 0, policy },
});
const rule = (...expr: object[]) => ({ rule: { family: 'inet', table: 'filter', chain: 'input', expr } });
const on = (name: string) => ({ match: { op: '==', left: { meta: { key: 'iifname' } }, right: name } });
const to = (protocol: string, right: unknown) => ({
  match: { op: '==', left: { payload: { protocol, field: 'dport' } }, right },
});
const ACCEPT = { accept: null };

const closed = (...nftables: object[]) =>
  closedPorts(JSON.stringify({ nftables }), 'eth0', NEEDED)?.map(
    ({ protocol, port }) => `${protocol} ${port}`,
  );

describe('the ports that rules close', () => {
  it('are none without rules, and where everything is accepted', () => {
    expect(closed()).toEqual([]);
    expect(closed(input('accept'))).toEqual([]);
    expect(closed(input('accept'), rule(on('wlan0'), { drop: null }))).toEqual([]);
  });

  it('are those that no rule names, where the rest is dropped or rejected at the end', () => {
    const http = rule(on('eth0'), to('tcp', { range: [8000, 8100] }), ACCEPT);
    expect(closed(input('drop'), rule(on('lo'), ACCEPT), http)).toEqual(['udp 67', 'udp 4011']);
    const dhcp = rule(to('udp', { set: [67, 69, 4011] }), ACCEPT);
    expect(closed(input('accept'), http, dhcp, rule({ reject: { type: 'tcp reset' } }))).toEqual([]);
    expect(closed(input('drop'), rule(to('tcp', 67), ACCEPT))).toEqual(['udp 67', 'udp 4011', 'tcp 8080']);
    expect(closed(input('drop'), rule(to('udp', 67), { drop: null }))).toContain('udp 67');
  });

  it('are none where all is accepted on the interface', () => {
    expect(closed(input('drop'), rule(on('eth0'), ACCEPT))).toEqual([]);
    expect(closed(input('drop'), rule(on('eth1'), ACCEPT))).toHaveLength(3);
  });

  it('are not known for rules of iptables, named sets, or what is not an answer of nft', () => {
    expect(closed(input('drop'), rule({ xt: { type: 'match', name: 'udp' } }, ACCEPT))).toBeUndefined();
    expect(closed(input('drop'), rule(to('udp', '@ports'), ACCEPT))).toBeUndefined();
    expect(closedPorts('Operation not permitted', 'eth0', NEEDED)).toBeUndefined();
    expect(closedPorts('{}', 'eth0', NEEDED)).toBeUndefined();
  });
});
