import { BootServiceLink } from '../../src/deployment/boot/network-test/index.js';
import type { Measured } from '../../src/deployment/boot/network-test/measured.schema.js';
import { Accounts } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

const MEASURED: Measured = {
  link: { carrier: true },
  answers: [{ server: '10.0.0.3', vendorClass: 'PXEClient', timeServers: [] }],
  pxePort: { answered: true },
  tftp: { answered: true },
  http: { status: 200 },
  listening: [67, 69, 4011],
  firewall: { why: 'spawn nft ENOENT' },
  clock: { why: 'no time server in DHCP' },
};
const SERVICE = {
  interfaceName: 'eth7',
  address: '10.0.0.3',
  mode: 'proxy',
  startedAt: '2026-03-01T08:00:00.000Z',
} as const;

let server: RunningServer;
let link: BootServiceLink | undefined;

beforeAll(async () => {
  server = await runningServer();
});
afterEach(() => link?.stop());
afterAll(() => server.stop());

const state = async () => (await (await server.ask('/api/boot-service')).json()) as { isAlive: boolean };
const test = (headers: Record<string, string> = {}) =>
  server.ask('/api/boot-service/test', { method: 'POST', headers });
async function faults(answer: Response): Promise<string[]> {
  const { findings } = (await answer.json()) as { findings: { id: string; verdict: string }[] };
  return findings.filter(({ verdict }) => verdict !== 'good').map(({ id, verdict }) => `${id} ${verdict}`);
}

describe('the test of the deployment network', () => {
  it('says that no boot service has announced itself', async () => {
    expect((await state()).isAlive).toBe(false);
    expect(await faults(await test())).toEqual(['boot-service fault', 'last-pc unmeasured']);
  });

  it('is measured by the boot service, which asks the server for work', async () => {
    let measurements = 0;
    link = new BootServiceLink({ host: '127.0.0.1', httpPort: server.httpPort }, SERVICE, () => {
      measurements += 1;
      return Promise.resolve(MEASURED);
    });
    link.start();
    await until(async () => (await state()).isAlive);
    const found = ['dhcp fault', 'firewall unmeasured', 'clock unmeasured', 'last-pc unmeasured'];
    expect(await faults(await test())).toEqual(found);
    expect(await faults(await test())).toEqual(found);
    expect(measurements).toBe(2);
    expect(await state()).toMatchObject({ service: { interfaceName: 'eth7' } });
  });

  it('is run once for two who ask at the same time', async () => {
    let measurements = 0;
    link = new BootServiceLink({ host: '127.0.0.1', httpPort: server.httpPort }, SERVICE, () => {
      measurements += 1;
      return Promise.resolve(MEASURED);
    });
    link.start();
    await until(async () => (await state()).isAlive);
    const answers = await Promise.all([test(), test()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(measurements).toBe(1);
  });

  it('is asked for by administrators only, and reported from this machine only', async () => {
    const password = 'correct horse battery';
    const accounts = server.app.get(Accounts);
    await accounts.create({ name: 'tech', displayName: 'Tech', role: 'technician', password });
    const login = await server.ask('/api/session', {
      method: 'POST',
      body: JSON.stringify({ name: 'tech', password }),
      headers: { 'content-type': 'application/json', authorization: '' },
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await server.ask('/api/boot-service', { headers: { cookie, authorization: '' } })).status).toBe(
      403,
    );
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify(SERVICE);
    const foreign = { method: 'POST', body, headers: { ...json, 'x-forwarded-for': '10.0.0.9' } };
    expect((await server.ask('/boot/service', foreign)).status).toBe(403);
    const wrong = { method: 'POST', body: '{"interfaceName":"eth0"}', headers: json };
    expect((await server.ask('/boot/service', wrong)).status).toBe(400);
  });
});
