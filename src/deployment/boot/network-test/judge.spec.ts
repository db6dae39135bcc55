import type { NetworkFinding } from './finding.js';
import { judge } from './judge.js';
import type { Measured } from './measured.schema.js';

const OWN = '10.0.0.3';
const SITE = { server: '10.0.0.1', offers: '10.0.0.50', timeServers: [] };
const PROXY = { server: OWN, vendorClass: 'PXEClient', timeServers: [] };

const GOOD: Measured = {
  link: { carrier: true },
  answers: [SITE, PROXY],
  pxePort: { answered: true },
  tftp: { answered: true },
  http: { status: 200 },
  listening: [67, 69, 4011],
  firewall: { closed: [] },
  clock: { server: '10.0.0.1', aheadSeconds: 0.4 },
};

function judged(change: Partial<Measured> = {}, mode: 'proxy' | 'dhcp' = 'proxy'): NetworkFinding[] {
  const service = { interfaceName: 'eth0', address: OWN, mode, startedAt: '2026-03-01T08:00:00.000Z' };
  return judge({ service, measured: { ...GOOD, ...change }, httpPort: 8080 });
}

const notGood = (change: Partial<Measured>, mode?: 'proxy' | 'dhcp') =>
  judged(change, mode)
    .filter(({ verdict }) => verdict !== 'good')
    .map(({ id, verdict }) => `${id} ${verdict}`);

describe('the judgement of the deployment network', () => {
  it('is good when everything answers', () => {
    expect(notGood({})).toEqual([]);
    expect(notGood({ answers: [{ ...PROXY, offers: '10.0.0.60' }] }, 'dhcp')).toEqual([]);
  });

  it.each<[string, Partial<Measured>, string[]]>([
    ['no cable', { link: { carrier: false } }, ['link fault']],
    ['no DHCP', { answers: [PROXY] }, ['dhcp fault']],
    ['two DHCP servers', { answers: [SITE, { ...SITE, server: '10.0.0.2' }, PROXY] }, ['dhcp fault']],
    ['a boot file of the site', { answers: [{ ...SITE, bootFile: 'wds' }, PROXY] }, ['other-pxe fault']],
    ['another proxy', { answers: [SITE, { ...PROXY, server: '10.0.0.9' }, PROXY] }, ['other-pxe fault']],
    ['no answer of its own', { answers: [SITE] }, ['service fault']],
    ['a closed second port', { pxePort: { answered: false } }, ['pxe-port fault']],
    ['no file', { tftp: { answered: false } }, ['tftp fault']],
    ['no server', { http: { why: 'ECONNREFUSED' } }, ['http fault']],
    ['a server that fails', { http: { status: 500 } }, ['http fault']],
    ['rules that close', { firewall: { closed: ['udp 67'] } }, ['firewall fault']],
    ['a clock ahead', { clock: { server: '10.0.0.1', aheadSeconds: 7200 } }, ['clock fault']],
    ['a clock behind', { clock: { server: '10.0.0.1', aheadSeconds: -61 } }, ['clock fault']],
  ])('names %s', (_, change, expected) => {
    expect(notGood(change)).toEqual(expected);
  });

  it('says whether its own service does not listen, or is not reached', () => {
    const found = (listening: Measured['listening']) =>
      judged({ answers: [SITE], listening }).find(({ id }) => id === 'service')?.found.en;
    expect(found([69])).toBe('dnsmasq does not listen on port 67.');
    expect(found([67])).toBe('The service listens, but the question of a PC does not reach it.');
  });

  it('never calls good what was not measured, and says why', () => {
    const why = { why: 'EACCES' };
    const nothing = judged({ link: why, answers: why, pxePort: why, tftp: why, firewall: why, clock: why });
    expect(nothing.filter(({ verdict }) => verdict === 'good').map(({ id }) => id)).toEqual(['http']);
    expect(nothing.find(({ id }) => id === 'dhcp')?.found.fr).toContain('le système le refuse au service');
  });

  it('gives every fault a remedy in both languages', () => {
    const all = judged({
      link: { carrier: false },
      answers: [{ ...SITE, bootFile: 'x' }],
      pxePort: { answered: false },
      tftp: { answered: false },
      http: { status: 500 },
      firewall: { closed: ['udp 67'] },
      clock: { server: '10.0.0.1', aheadSeconds: 7200 },
    }).filter(({ verdict }) => verdict === 'fault');
    expect(all).toHaveLength(8);
    for (const { remedy } of all)
      expect([remedy?.fr, remedy?.en].every((text) => (text ?? '').length > 20)).toBe(true);
  });

  it('names another DHCP server where Établi should be alone', () => {
    expect(notGood({ answers: [SITE, { ...PROXY, offers: '10.0.0.60' }] }, 'dhcp')).toEqual(['dhcp fault']);
    expect(notGood({ answers: [PROXY] }, 'dhcp')).toEqual(['dhcp fault']);
  });
});
