import { verifyCertificate } from '../../src/deployment/proof/index.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { technicianOf } from '../support/technician.js';
import { until } from '../support/until.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'planted password 4417';
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
    zoe = await technicianOf(etabli, workshop, {
      ...{ name: 'zoe', displayName: 'Zoé', password: 'correct horse battery' },
      pin: PIN,
    });
  }, 180_000);
  afterAll(async () => {
    await pc?.remove();
    await etabli?.remove();
  });

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
