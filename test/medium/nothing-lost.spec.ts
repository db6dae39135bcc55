import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { Workshop } from '../support/workshop.js';

/** Generous: the machine may be busy, and only that it happens is tested. */
const LONG = 240_000;

describe('nothing is lost', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  let pc: SimulatedPc;

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, etabli.token);
    await workshop.furnish('tiny', 'mot de passe 7731');
  }, 180_000);
  afterAll(() => etabli.remove());
  beforeEach(() => {
    pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
  });
  afterEach(() => pc.remove());

  const armed = async (): Promise<string> => workshop.arm(await workshop.lot('tiny', [pc]));

  describe('when a process is killed in the middle of a step', () => {
    it.each([
      ['worker', 'partition'],
      ['worker', 'apply-rootfs'],
      ['worker', 'configure'],
      ['worker', 'recette'],
      ['worker', 'seal'],
      ['worker', 'seal-access'],
      ['server', 'apply-rootfs'],
      ['server', 'verify-rootfs'],
      ['server', 'restart'],
      ['postgres', 'partition'],
      ['postgres', 'apply-rootfs'],
      ['postgres', 'recette'],
      ['postgres', 'seal'],
    ] as const)(
      'the %s during %s: the deployment is certified, and no disk is destroyed twice',
      async (process, command) => {
        const hold = pc.hold(command);
        const id = await armed();
        await pc.powerOn();
        await hold.reached;
        const before = await etabli.pid(process);
        await etabli.kill(process);
        hold.release();
        await workshop.reached(id, 'certified', LONG);
        expect(await etabli.pid(process)).not.toBe(before);
        // Only a step whose worker died begins again; the one before it never does.
        const again = process === 'worker' ? command : '';
        expect(pc.disk.destroyed.map(({ by }) => by)).toEqual([
          ...(again === 'partition' ? ['partition'] : []),
          'partition',
          ...(again === 'apply-rootfs' ? ['apply-rootfs'] : []),
          'apply-rootfs',
        ]);
        expect(pc.disk.destroyed.filter(({ onDelivered }) => onDelivered)).toEqual([]);
      },
      LONG + 20_000,
    );
  });
});
