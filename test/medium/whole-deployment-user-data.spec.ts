import { AgentFailure } from '../support/simulated-pc-agent.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { Workshop } from '../support/workshop.js';

const USERS = { Anna: { 'Documents/letter.txt': 'a letter of Anna 5530', 'Desktop/note.txt': 'note' } };

interface Snapshot {
  id: string;
  deploymentId: string;
  files: number;
  bytes: number;
  restoreWanted: boolean;
}

describe('a deployment that saves user data first, with the real processes, restic and a simulated PC', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await workshop.furnish('saving', 'planted password 7719', {
      userData: { backup: {}, keepDays: 5 },
    });
    await workshop.closeNetwork();
  }, 240_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
  });

  function oldPc(): SimulatedPc {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    pc.disk.users = USERS;
    pcs.push(pc);
    return pc;
  }

  const saved = async (deployment: string): Promise<Snapshot[]> =>
    (await workshop.get<Snapshot[]>('/api/user-data')).filter((one) => one.deploymentId === deployment);
  const evidenceOf = async (id: string) =>
    (await workshop.deployment(id)).steps.find(({ name }) => name === 'backup')?.evidence;

  it('saves it before the disk is erased, and the backup outlives it', async () => {
    const pc = oldPc();
    const id = await workshop.arm(await workshop.lot('saving', [pc]));
    await pc.powerOn();
    await workshop.reached(id, 'certified');
    const [snapshot, ...others] = await saved(id);
    expect(others).toEqual([]);
    expect(snapshot).toMatchObject({ files: 2, bytes: 25, restoreWanted: false });
    expect(await evidenceOf(id)).toMatchObject({ snapshot: snapshot!.id, readBack: { files: 2, bytes: 25 } });
    expect(pc.disk.users).toBeUndefined();
    const { machineId } = await workshop.get<{ machineId: string }>(`/api/deployments/${id}`);
    const tar = await workshop.well('GET', `/api/user-data/${machineId}/archive`);
    expect(Buffer.from(await tar.arrayBuffer()).toString('latin1')).toContain('a letter of Anna 5530');
  }, 200_000);

  it('erases nothing when the backup fails, and goes on once it can be made', async () => {
    const pc = oldPc();
    const remedy = { fr: 'Dans Windows : manage-bde -off C:', en: 'In Windows: manage-bde -off C:' };
    const [fr, en] = ['Sauvegarde refusée, rien n’a été effacé : chiffré', 'Backup refused: encrypted'];
    pc.fail('backup-user-data', new AgentFailure('operator', fr, en, remedy));
    const id = await workshop.arm(await workshop.lot('saving', [pc]));
    await pc.powerOn();
    expect((await workshop.reached(id, 'failed')).failure).toEqual({
      step: 'backup',
      cause: { fr, en },
      remedy,
    });
    expect(pc.disk.destroyed).toEqual([]);
    expect(pc.disk.users).toEqual(USERS);
    expect(await saved(id)).toEqual([]);
    await workshop.well('POST', `/api/deployments/${id}/retry`, {});
    await workshop.reached(id, 'certified');
    expect(await saved(id)).toHaveLength(1);
  }, 200_000);

  it('saves once when the worker is killed in the middle of it', async () => {
    const pc = oldPc();
    const hold = pc.hold('backup-user-data');
    const id = await workshop.arm(await workshop.lot('saving', [pc]));
    await pc.powerOn();
    await hold.reached;
    await etabli.kill('worker');
    hold.release();
    await workshop.reached(id, 'certified');
    expect(await saved(id)).toHaveLength(1);
    expect(await evidenceOf(id)).toMatchObject({ readBack: { files: 2, bytes: 25 } });
  }, 240_000);

  it('keeps what it saved when a retry starts over on a disk that is erased by then', async () => {
    const pc = oldPc();
    pc.fail('apply-rootfs', new AgentFailure('permanent', 'rayé', 'scratched'));
    const id = await workshop.arm(await workshop.lot('saving', [pc]));
    await pc.powerOn();
    await workshop.reached(id, 'failed');
    const before = await saved(id);
    expect(pc.disk.users).toBeUndefined();
    await workshop.well('POST', `/api/deployments/${id}/retry`, { from: 'start' }); // it is still in the environment
    await workshop.reached(id, 'certified');
    expect(await saved(id)).toEqual(before);
    expect(await evidenceOf(id)).toMatchObject({ snapshot: before[0]!.id, again: true });
  }, 240_000);
});
