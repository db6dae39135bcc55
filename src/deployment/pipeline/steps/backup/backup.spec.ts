import { parseProfile } from '../../../../documents/profile/index.js';
import type { StepContext } from '../../step-context.js';
import { Backup, judged } from './backup.step.js';

const SHA = 'ab'.repeat(32);
const SAVED = {
  ...{ snapshot: SHA, nothing: null, files: 8, bytes: 100, readBack: { files: 8, bytes: 100 } },
  ...{ profiles: [{ name: 'Anna', sid: 'S-1-5-21-1', lastUsed: null, files: 8, bytes: 100 }], skipped: [] },
};
const NOTHING = {
  ...{ snapshot: null, nothing: { fr: 'rien', en: 'nothing' }, files: 0, bytes: 0 },
  ...{ profiles: [], skipped: [], readBack: { files: 0, bytes: 0 } },
};
const DISK = { path: '/dev/sda', serial: 'S', bus: 'nvme', sizeBytes: 256e9, removable: false };

/** The step with what it asked of the agent, what it recorded and what it concealed. */
function backup(answer: object, before: object | null = null, facts: object = {}) {
  const asked: { command: string; parameters: object; fleeting?: object }[] = [];
  const recorded: object[] = [];
  const concealed: string[] = [];
  const remembered: Record<string, unknown> = {};
  const userData = {
    ofDeployment: () => Promise.resolve(before),
    prepare: () => Promise.resolve({ password: 'the password', roomBytes: 5 }),
    record: (one: object) => Promise.resolve(void recorded.push(one)),
  };
  const addresses = { phoneHome: () => 'https://etabli:8443' };
  const tickets = { issue: (...of: unknown[]) => `ticket ${of.join(' ')}` };
  const document = parseProfile({ name: 'office', userData: { backup: {}, restore: true, keepDays: 2 } });
  const context = {
    deploymentId: 'd-1',
    machineId: 'm-1',
    plan: { profile: { document }, master: { minimumDiskBytes: 0 } },
    facts,
    remember: (facts: object) => Promise.resolve(void Object.assign(remembered, facts)),
    conceal: (secrets: string[]) => void concealed.push(...secrets),
    log: () => undefined,
    agent: (command: string, parameters: object, fleeting?: object) => {
      if (command === 'disks') return Promise.resolve({ disks: [DISK] });
      asked.push({ command, parameters, fleeting });
      return Promise.resolve(answer);
    },
  } as unknown as StepContext<'deploy'>;
  const step = new Backup(addresses as never, tickets as never, userData as never);
  return { run: () => step.run(context), asked, recorded, concealed, remembered };
}

describe('the backup of user data', () => {
  it('is recorded with its time to live once all of it was read back', async () => {
    const { run, asked, recorded, concealed, remembered } = backup(SAVED);
    await expect(run()).resolves.toMatchObject({ kind: 'done', evidence: { snapshot: SHA, files: 8 } });
    expect(remembered).toMatchObject({ savedDisk: { serial: 'S' } });
    const [record] = recorded as { expiresAt: Date }[];
    expect(record).toMatchObject({ id: SHA, machineId: 'm-1', deploymentId: 'd-1', restoreWanted: true });
    expect(Math.round((record!.expiresAt.getTime() - Date.now()) / 3_600_000)).toBe(48);
    const ticket = 'ticket user-data-backup m-1 43200 d-1';
    expect(asked[0]).toMatchObject({
      command: 'backup-user-data',
      parameters: {
        deployment: 'd-1',
        repositoryUrl: 'https://etabli:8443/phone-home/user-data/m-1/',
        rules: { profiles: 'all', exclude: [], folders: { add: [] } },
      },
      fleeting: { ticket, password: 'the password', roomBytes: 5 },
    });
    expect(JSON.stringify(asked[0]!.parameters)).not.toContain('the password');
    expect(concealed).toEqual(['the password', ticket]);
  });

  it.each([
    ['a file', { files: 7, bytes: 100 }],
    ['a byte', { files: 8, bytes: 99 }],
    ['everything', { files: 0, bytes: 0 }],
  ])('fails, and is not recorded, when %s was not read back', async (_, readBack) => {
    const { run, recorded, remembered } = backup({ ...SAVED, readBack });
    await expect(run()).rejects.toThrow('Nothing was erased');
    expect(remembered).not.toHaveProperty('savedDisk');
    expect(recorded).toEqual([]);
  });

  it('that found nothing says why, and records nothing', async () => {
    const { run, recorded, remembered } = backup(NOTHING);
    await expect(run()).resolves.toMatchObject({ evidence: { snapshot: null, nothing: { en: 'nothing' } } });
    expect(remembered).toMatchObject({ savedDisk: { serial: 'S' } });
    expect(recorded).toEqual([]);
    expect(() => judged({ ...NOTHING, nothing: null })).toThrow('Nothing was erased');
  });

  const BEFORE = { id: SHA, files: 8, bytes: 100, profiles: [], skipped: [] };

  it('is made anew while nothing was erased: the old system may have run since', async () => {
    const { run, recorded } = backup(SAVED, BEFORE);
    await run();
    expect(recorded).toHaveLength(1);
  });

  it('that had found nothing is not repeated on a disk that is erased', async () => {
    const { run, asked, recorded } = backup(SAVED, undefined, { erasureBegan: true });
    await expect(run()).resolves.toMatchObject({ evidence: { snapshot: null, again: true } });
    expect([asked, recorded]).toEqual([[], []]);
  });

  it('stands once the erasure has begun', async () => {
    const { run, asked, recorded } = backup(NOTHING, BEFORE, { erasureBegan: true });
    await expect(run()).resolves.toMatchObject({ evidence: { snapshot: SHA, again: true } });
    expect([asked, recorded]).toEqual([[], []]);
  });
});
