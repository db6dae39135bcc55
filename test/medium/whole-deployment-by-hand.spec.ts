import { verifyCertificate } from '../../src/deployment/proof/index.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'planted password 4417';
const OF_ZOE = 'correct horse battery';
const PIN = '271828';

describe('a deployment whose profile wants a recette by hand, signed', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  let zoe: Workshop;
  let pc: SimulatedPc;

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, etabli.token);
    const recette = {
      checks: [{ kind: 'hostname', severity: 'blocking' }],
      manual: ['screen', { id: 'ports', severity: 'blocking' }],
      signatures: ['technician'],
    };
    await workshop.furnish('tiny', PASSWORD, { recette });
    zoe = await technician();
  }, 180_000);
  afterAll(async () => {
    await pc?.remove();
    await etabli?.remove();
  });

  /** A technician with a password of her own and a PIN. */
  async function technician(): Promise<Workshop> {
    const given = 'password given first';
    const user = { name: 'zoe', displayName: 'Zoé', role: 'technician', password: given };
    await workshop.well('POST', '/api/users', user);
    const send = (method: string, path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(etabli.http + path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
    const login = await send('POST', '/api/session', { name: 'zoe', password: given });
    const { csrfToken } = (await login.json()) as { csrfToken: string };
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const session = { cookie, 'x-csrf-token': csrfToken };
    await send('PUT', '/api/session/password', { current: given, password: OF_ZOE }, session);
    const made = await send('POST', '/api/tokens', { name: 'tablet' }, session);
    const own = workshop.as(((await made.json()) as { token: string }).token);
    await own.well('PUT', '/api/session/pin', { password: OF_ZOE, pin: PIN });
    return own;
  }

  it('waits for the answers and the signature, takes a correction until then, and none afterwards', async () => {
    pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    const id = await workshop.arm(await workshop.lot('tiny', [pc]));
    await pc.powerOn();
    const checks = `/api/deployments/${id}/manual-checks`;
    await until(
      async () => (await workshop.get<object[]>(checks)).length === 2,
      () => 'the recette never asked for its manual checks',
      150_000,
    );
    await zoe.well('POST', `${checks}/ports`, { verdict: 'failed', remark: 'prise HDMI tordue' });
    await zoe.well('POST', checks, { verdict: 'passed' });
    await zoe.well('POST', `${checks}/ports`, { verdict: 'passed', remark: 'prise changée', revision: 1 });
    expect((await workshop.deployment(id)).certificate).toBeUndefined();
    await zoe.well('POST', `/api/deployments/${id}/signatures`, { role: 'technician', pin: PIN });

    const { certificate } = await workshop.reached(id, 'certified');
    const late = await zoe.ask('POST', `${checks}/ports`, { verdict: 'failed', remark: 'trop tard' });
    expect(late.status).toBe(409);
    const bytes = await workshop.well('GET', `/api/certificates/${certificate?.id}.json`);
    const verified = verifyCertificate(Buffer.from(await bytes.arrayBuffer()), etabli.certificateKey);
    expect(verified).toMatchObject({
      valid: true,
      record: {
        manualChecks: [
          { id: 'screen', title: { fr: 'Écran sans défaut' }, verdict: 'passed', by: 'Zoé' },
          { id: 'ports', severity: 'blocking', verdict: 'passed', remark: 'prise changée', by: 'Zoé' },
        ],
      },
    });
    const history = await workshop.get<{ verdict: string }[]>(`${checks}/ports/history`);
    expect(history.map(({ verdict }) => verdict)).toEqual(['failed', 'passed']);
  }, 200_000);
});
