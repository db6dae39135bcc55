import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { Workshop } from '../support/workshop.js';

/** Generous: the machine may be busy, and only that it happens is tested. */
const LONG = 280_000;

describe('nothing is lost when a process is killed while PCs are in the middle of steps', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  let pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await workshop.furnish('tiny', 'mot de passe 7731');
  }, 180_000);
  afterAll(() => etabli?.remove());
  afterEach(async () => {
    await Promise.all(pcs.map((pc) => pc.remove()));
    pcs = [];
  });

  /** A PC whose deployment has come to the middle of that command, and stands there. */
  async function standingIn(command: string) {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    pcs.push(pc);
    const hold = pc.hold(command);
    const id = await workshop.arm(await workshop.lot('tiny', [pc]));
    await pc.powerOn();
    await hold.reached;
    return { command, pc, hold, id };
  }

  it.each([
    ['worker', ['partition', 'apply-rootfs', 'configure', 'recette', 'seal', 'seal-access']],
    ['server', ['apply-rootfs', 'verify-rootfs', 'restart']],
    ['postgres', ['partition', 'apply-rootfs', 'recette', 'seal']],
  ] as const)(
    'the %s: every PC is certified, and no disk is destroyed once its master was read back',
    async (process, commands) => {
      const all = await Promise.all(commands.map((command) => standingIn(command)));
      const before = await etabli.pid(process);
      await etabli.kill(process);
      for (const { hold } of all) hold.release();
      for (const { id, pc, command } of all) {
        await workshop.reached(id, 'certified', LONG);
        // What the environment does goes on by itself, and is found again by the next worker.
        expect([command, ...pc.disk.destroyed.map(({ by }) => by)]).toEqual([
          command,
          'partition',
          'apply-rootfs',
        ]);
        expect(pc.disk.destroyed.filter(({ onDelivered }) => onDelivered)).toEqual([]);
      }
      expect(await etabli.pid(process)).not.toBe(before);
    },
    LONG + 20_000,
  );
});
