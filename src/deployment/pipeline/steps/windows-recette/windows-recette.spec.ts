import { RECETTE_SCRIPTS } from '../../../../../test/support/windows-scripts/recette.js';
import { parseProfile } from '../../../../documents/profile/index.js';
import type { CheckResult, ManualCheckResult, WrittenReservation } from '../../../recette/index.js';
import { People } from '../../people.js';
import { WindowsRecette } from './windows-recette.step.js';

const WAIT = { kind: 'wait', for: 'manual-checks-answered', timeoutMs: 7 * 24 * 60 * 60_000 };
const SCREEN = { id: 'screen', title: { fr: 'Écran', en: 'Screen' } };
/** What that PC has of it. */
const ACCOUNTS = { users: ['anna', 'etabli-4f2a'], administrators: ['anna', 'etabli-4f2a'] };
const USER = { name: 'anna', groups: ['Administrators'] };

interface Options {
  schema: { parse(value: unknown): unknown };
  timeoutMs?: number;
  asSystem?: boolean;
}

interface Given {
  profile?: object;
  /** What differs on the PC. */
  pc?: object;
  facts?: Record<string, unknown>;
  /** What people have answered so far. */
  answers?: Partial<ManualCheckResult>[];
  waiting?: number;
}

function fake({ profile = {}, pc = {}, facts = {}, answers = [], waiting = 0 }: Given) {
  const orders: { script: string; given: object; options: Options }[] = [];
  const expected: WrittenReservation[][] = [];
  const known: Record<string, unknown> = {
    hostname: 'PC-1',
    windowsAccess: { account: 'etabli-4f2a' },
    ...facts,
  };
  const document = parseProfile({
    ...{ name: 'office', master: { name: 'win' }, windows: { accounts: { users: [USER] } } },
    ...profile,
  });
  const context = {
    deploymentId: 'd',
    plan: { profile: { document }, master: {}, row: {} },
    facts: known,
    machine: () => Promise.resolve({ inventory: { memory: { totalBytes: 16 * 2 ** 30 } } }),
    remember: (learned: object) => Promise.resolve(Object.assign(known, learned)),
    powershell: (script: string, given: object, options: Options) => {
      orders.push({ script, given, options });
      const { result } = RECETTE_SCRIPTS[script]!(given as never, { ...ACCOUNTS, ...pc }) as {
        result: unknown;
      };
      return Promise.resolve(options.schema.parse(result));
    },
  };
  const manual = { expect: () => Promise.resolve(), results: () => Promise.resolve(answers) };
  const reservations = {
    expect: (_id: string, written: WrittenReservation[]) => Promise.resolve(expected.push(written)),
    pending: () => Promise.resolve(Array.from({ length: waiting })),
  };
  const people = new People(manual as never, reservations as never, {} as never);
  const step = new WindowsRecette(people, {
    phoneHomePeer: () => ({ host: 'etabli.lan', port: 8443 }),
  } as never);
  const checks = () => (known['checks'] ?? []) as CheckResult[];
  return { run: () => step.run(context as never), orders, checks, expected };
}

describe('the recette of a Windows PC', () => {
  it('is one call, as SYSTEM, that ends before 90 s', async () => {
    const { run, orders } = fake({});
    await run();
    expect(orders.map(({ script, options }) => [script, options.timeoutMs, options.asSystem])).toEqual([
      ['recette/measure', 88_000, true],
    ]);
    expect(orders[0]?.given).toMatchObject({ names: ['etabli.lan'], shares: [] });
  });

  it('ends where nothing blocks, with what it counted', async () => {
    const { run, checks } = fake({});
    expect(await run()).toEqual({
      kind: 'done',
      evidence: {
        ...{ checks: 93, passed: 83, failed: 0, unmeasured: 0, notApplicable: 10 },
        ...{ milliseconds: 21_000, without: [] },
      },
    });
    expect(checks().filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  });

  it('stops the deployment where a blocking check fails, and keeps what was measured', async () => {
    const { run, checks } = fake({
      pc: {
        recette: {
          probes: { smb: { smb1: true, serverSigning: true, clientSigning: true, insecureGuest: false } },
        },
      },
    });
    await expect(run()).rejects.toMatchObject({
      text: { en: 'blocking checks failed: SMB 1 off (off → on)' },
    });
    expect(checks()).toHaveLength(93);
  });

  it('stops it too where a blocking check could not be measured', async () => {
    const { run } = fake({ pc: { recette: { probes: { firewall: null } } } });
    await expect(run()).rejects.toMatchObject({
      text: { en: expect.stringContaining('Firewall on') as string },
    });
  });

  it('replaces what the first boot reported of the same things, and leaves the rest', async () => {
    const before = [
      { kind: 'hostname', verdict: 'failed' },
      { kind: 'driver-packages', verdict: 'passed' },
    ];
    const { run, checks } = fake({ facts: { checks: before } });
    await run();
    await run();
    expect(checks()).toHaveLength(94);
    expect(
      checks()
        .filter(({ kind }) => kind === 'hostname')
        .map(({ verdict }) => verdict),
    ).toEqual(['passed']);
    expect(checks()[0]).toEqual({ kind: 'driver-packages', verdict: 'passed' });
  });

  it('waits for the answers of technicians, and ends with them', async () => {
    const profile = { recette: { manual: [SCREEN] } };
    const open = { ...SCREEN, severity: 'reserve', verdict: 'unmeasured' } as const;
    expect(await fake({ profile, answers: [open] }).run()).toEqual(WAIT);
    expect(await fake({ profile, answers: [{ ...open, verdict: 'passed' }] }).run()).toMatchObject({
      kind: 'done',
    });
    const blocking = { ...open, severity: 'blocking', verdict: 'failed', by: 'Zoé' } as const;
    await expect(fake({ profile, answers: [blocking] }).run()).rejects.toMatchObject({
      text: { en: 'blocking checks failed: Screen (good → Zoé)' },
    });
  });

  it('waits until somebody has accepted each reservation, where the profile asks for it', async () => {
    const pc = { recette: { probes: { recovery: { state: 0, location: '' } } } };
    const given = fake({ profile: { recette: { reservations: 'account' } }, pc, waiting: 1 });
    expect(await given.run()).toEqual(WAIT);
    expect(given.expected[0]).toHaveLength(1);
    const onPaper = fake({ pc });
    expect(await onPaper.run()).toMatchObject({ kind: 'done' });
    expect(onPaper.expected).toEqual([[]]);
  });

  it('leaves out what the profile leaves out', async () => {
    const { run, checks } = fake({ profile: { recette: { without: ['internet', 'no-crash'] } } });
    expect(await run()).toMatchObject({ evidence: { checks: 91, without: ['internet', 'no-crash'] } });
    expect(checks().some(({ kind }) => kind === 'internet' || kind === 'no-crash')).toBe(false);
  });
});
