import { verifyCertificate } from '../../src/deployment/proof/index.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'planted password 4417';
const PASSPHRASE = 'planted passphrase 9083';
/** The whole password as it would stand in a script, and every part of it that would give it away. */
const PLANTED = [PASSWORD, PASSPHRASE];

describe('a deployment whose profile has secrets, on a network that is not closed', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, etabli.token);
    await workshop.well('PUT', '/api/secrets', { reference: 'wifi/office', value: PASSPHRASE });
    const wifi = [{ ssid: 'Office', security: 'wpa2-psk', passphrase: { vault: 'wifi/office' } }];
    await workshop.furnish('tiny', PASSWORD, { network: { wifi } });
    await workshop.openNetwork();
  }, 180_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
  });

  function newPc(serial?: string): SimulatedPc {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, serial });
    pcs.push(pc);
    return pc;
  }

  const given = (pc: SimulatedPc) => PLANTED.filter((secret) => pc.received.join('\n').includes(secret));

  /** The deployment has come to the step that needs the secrets, and waits there. */
  async function waitsToBeConfirmed(id: string): Promise<void> {
    await until(
      async () => {
        const { steps } = await workshop.deployment(id);
        return steps.some((step) => (step as { waitsFor?: string }).waitsFor === 'machine-confirmed');
      },
      () => 'the deployment never waited to be confirmed',
      120_000,
    );
  }

  async function confirmed(pc: SimulatedPc, id: string): Promise<void> {
    const { machineId } = await workshop.get<{ machineId: string }>(`/api/deployments/${id}`);
    const { confirmation } = await pc.screen();
    await workshop.well('POST', `/api/machines/${machineId}/confirm`, { code: confirmation?.code });
  }

  it('sends them only once a technician has typed the code, and says so in the certificate', async () => {
    const pc = newPc();
    const id = await workshop.arm(await workshop.lot('tiny', [pc]));
    await pc.powerOn();
    await waitsToBeConfirmed(id);
    const { state, steps } = await workshop.deployment(id);
    expect(state).toBe('waiting');
    expect(steps.filter((step) => step.state === 'done').map(({ name }) => name)).toEqual([
      'wait-environment',
      'inventory',
      'hardware-check',
      'partition',
      'apply-master',
      'verify-master',
    ]);
    expect(given(pc)).toEqual([]);
    expect(pc.received.join('\n')).not.toContain('chpasswd');

    await confirmed(pc, id);
    const { certificate, identity } = await workshop.reached(id, 'certified');
    expect(identity).toMatchObject({ kind: 'code', by: expect.any(String) as string });
    expect(given(pc)).toEqual([PASSPHRASE]); // of the password only the hash
    expect(pc.received.join('\n')).toContain('chpasswd --encrypted');
    const bytes = await workshop.well('GET', `/api/certificates/${certificate?.id}.json`);
    expect(verifyCertificate(Buffer.from(await bytes.arrayBuffer()), etabli.certificateKey)).toMatchObject({
      valid: true,
      record: { machine: { identity: { proof: 'code', by: expect.any(String) as string } } },
    });
  }, 200_000);

  it('sends none to a PC that copies the serial number of another', async () => {
    const pc = newPc();
    const id = await workshop.arm(await workshop.lot('tiny', [pc]));
    const copying = pc.hold('apply-rootfs');
    await pc.powerOn();
    await copying.reached;
    const impostor = newPc(pc.serial);
    await impostor.powerOn();
    await waitsToBeConfirmed(id);
    copying.release();
    expect(impostor.story).toEqual(['environment', 'stay']);
    expect((await impostor.screen()).confirmation?.state).toMatch(/wanted|contested/);
    await workshop.well('POST', `/api/deployments/${id}/cancel`);
    expect([...given(pc), ...given(impostor)]).toEqual([]);
    expect(impostor.commands).toEqual([]);
    expect(impostor.disk.destroyed).toEqual([]);
  }, 200_000);
});
