import pg from 'pg';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { bootsSlowly } from '../support/slow-boot.js';
import { until } from '../support/until.js';
import { Workshop } from '../support/workshop.js';

const LONG = 600_000;

const silent = (step: string, fr: string, en: string) => ({
  step,
  cause: { fr, en },
  remedy: {
    fr: 'Regardez l’écran du PC, vérifiez son alimentation et son câble réseau, puis reprenez le déploiement.',
    en: 'Look at the PC’s screen, check its power and network cable, then retry the deployment.',
  },
});

const TRANSFER_TOO_LONG = {
  step: 'apply-master',
  cause: {
    fr: 'l’étape « Copie du master » n’a pas fini dans le temps imparti (240 min)',
    en: 'the step “Master transfer” did not end in the time allowed (240 min)',
  },
  remedy: {
    fr: 'Vérifiez l’alimentation et le câble réseau du PC, puis reprenez le déploiement.',
    en: 'Check the PC’s power and its network cable, then retry the deployment.',
  },
};

describe('a PC that dies', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  let pc: SimulatedPc;
  let id: string;

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await workshop.furnish('tiny', 'mot de passe 7731');
  }, 180_000);
  afterAll(() => etabli?.remove());
  beforeEach(async () => {
    pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    id = await workshop.arm(await workshop.lot('tiny', [pc]));
  });
  afterEach(() => pc.remove());

  const destroyed = (): string[] => pc.disk.destroyed.map(({ by }) => by);

  /** The minutes that the step may take have passed, once it is in that state; its PC was silent meanwhile. */
  async function outOfTime(step: string, state: string): Promise<void> {
    const client = new pg.Client(await etabli.databaseUrl);
    await client.connect();
    const late = `WITH silent AS (
        UPDATE machine_life SET at = now() - interval '1 hour', environment_at = NULL
         WHERE machine_id = (SELECT machine_id FROM deployment WHERE id = $1))
      UPDATE step SET deadline_at = now() - interval '1 minute' WHERE deployment_id = $1 AND name = $2 AND state = $3`;
    await until(
      async () => (await client.query(late, [id, step, state])).rowCount === 1,
      () => `the step ${step} is never ${state}`,
      60_000,
    ).finally(() => client.end());
  }

  /** Powered on again after a retry, it goes on to its certificate. */
  async function retried(): Promise<void> {
    await workshop.well('POST', `/api/deployments/${id}/retry`, {});
    await bootsSlowly(await etabli.databaseUrl, id);
    await pc.powerOn();
    await workshop.reached(id, 'certified', LONG);
  }

  it(
    'after its first message: the wait for it ends in a failure, and it may come back',
    async () => {
      const hold = pc.hold('wait-environment');
      await pc.powerOn();
      await hold.reached;
      await pc.die();
      await outOfTime('wait-environment', 'waiting');
      const { failure } = await workshop.reached(id, 'failed', LONG);
      expect(failure).toEqual(
        silent(
          'wait-environment',
          'le PC, démarré par le réseau, n’a pas donné signe de vie pendant l’étape « Attente du démarrage réseau »',
          'the PC, booted from the network, gave no sign of life during the step “Waiting for the network boot”',
        ),
      );
      await retried();
      expect(destroyed()).toEqual(['partition', 'apply-rootfs']);
    },
    LONG,
  );

  it(
    'while its disk is partitioned, or is unplugged during the transfer: both are waited for, and continue automatically',
    async () => {
      const unplugged = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
      try {
        const other = await workshop.arm(await workshop.lot('tiny', [unplugged]));
        const [partition, transfer] = [pc.hold('partition'), unplugged.hold('apply-rootfs')];
        await Promise.all([pc.powerOn(), unplugged.powerOn()]);
        await Promise.all([partition.reached, transfer.reached]);
        unplugged.unplug();
        await pc.die();
        await Promise.all([workshop.reached(id, 'waiting', LONG), workshop.reached(other, 'waiting', LONG)]);
        await pc.powerOn();
        unplugged.replug();
        transfer.release();
        await Promise.all([
          workshop.reached(id, 'certified', LONG),
          workshop.reached(other, 'certified', LONG),
        ]);
        expect(destroyed()).toEqual(['partition', 'partition', 'apply-rootfs']);
        // Its transfer went on by itself, and was found again.
        expect(unplugged.disk.destroyed.map(({ by }) => by)).toEqual(['partition', 'apply-rootfs']);
      } finally {
        await unplugged.remove();
      }
    },
    2 * LONG,
  );

  it(
    'for a moment during the transfer: the transfer is repeated automatically',
    async () => {
      const hold = pc.hold('apply-rootfs');
      await pc.powerOn();
      await hold.reached;
      await pc.die();
      await bootsSlowly(await etabli.databaseUrl, id);
      await pc.powerOn();
      await workshop.reached(id, 'certified', LONG);
      expect(destroyed()).toEqual(['partition', 'apply-rootfs', 'apply-rootfs']);
    },
    LONG,
  );

  it(
    'and whose deployment is cancelled meanwhile: the work that continued by itself ends',
    async () => {
      const hold = pc.hold('apply-rootfs');
      await pc.powerOn();
      await hold.reached;
      pc.unplug();
      await workshop.well('POST', `/api/deployments/${id}/cancel`, {});
      pc.replug();
      await until(
        () => pc.ended.includes('apply-rootfs'),
        () => 'the transfer is never ended',
        60_000,
      );
      expect(pc.disk.delivered).toBe(false);
    },
    LONG,
  );

  it(
    'during the transfer: only the transfer is repeated',
    async () => {
      const hold = pc.hold('apply-rootfs');
      await pc.powerOn();
      await hold.reached;
      await pc.die();
      await outOfTime('apply-master', 'running');
      const { failure } = await workshop.reached(id, 'failed', LONG);
      expect(failure).toEqual(TRANSFER_TOO_LONG);
      await retried();
      expect(destroyed()).toEqual(['partition', 'apply-rootfs', 'apply-rootfs']);
    },
    LONG,
  );

  it(
    'at its first boot: nothing is written again once it is back',
    async () => {
      pc.staysOff = true;
      await pc.powerOn();
      await outOfTime('wait-first-boot', 'waiting');
      const { failure } = await workshop.reached(id, 'failed', LONG);
      expect(failure).toEqual(
        silent(
          'wait-first-boot',
          'le système installé n’a pas donné signe de vie pendant l’étape « Premier démarrage »',
          'the installed system gave no sign of life during the step “First boot”',
        ),
      );
      await retried();
      expect(destroyed()).toEqual(['partition', 'apply-rootfs']);
      expect(pc.story.at(-1)).toBe('system');
    },
    LONG,
  );
});
