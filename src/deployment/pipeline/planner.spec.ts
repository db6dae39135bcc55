import { InputError } from '../../platform/core/index.js';
import { parseProfile } from '../../documents/profile/index.js';
import type { Deployment } from './deployment.entity.js';
import { Planner } from './planner.js';
import type { StepRow } from './step.entity.js';
import type { Step } from './step.js';

const PLACES = {
  'wait-environment': 'environment',
  'hardware-check': 'environment',
  partition: 'environment',
  'apply-master': 'environment',
  'wait-first-boot': 'system',
  recette: 'system',
  certificate: 'server',
} as const;
const NAMES = Object.keys(PLACES) as (keyof typeof PLACES)[];
const OPENS: Partial<Record<keyof typeof PLACES, string>> = {
  'wait-environment': 'environment',
  'wait-first-boot': 'system',
};
const FORGETS = { 'apply-master': ['windowsTicket'], recette: ['updateRounds'] } as Record<string, string[]>;
const LIST = NAMES.map((name) => ({
  name,
  place: PLACES[name],
  opens: OPENS[name],
  forgets: FORGETS[name],
})) as Step[];
/** Nothing but the list of steps decides what is repeated. */
const planner = Object.create(Planner.prototype, { list: { value: LIST } }) as Planner;

/** The steps of a deployment that failed at that one. */
function failedAt(failed: keyof typeof PLACES): StepRow[] {
  const at = NAMES.indexOf(failed);
  const stateOf = (index: number): string => (index < at ? 'done' : index === at ? 'failed' : 'pending');
  return NAMES.map((name, index) => ({ name, state: stateOf(index) })) as StepRow[];
}

const again = (failed: keyof typeof PLACES, from: 'failed-step' | 'start' = 'failed-step') => {
  const { names, bootTarget } = planner.repeated(failedAt(failed), from);
  return { names: [...new Set(names)], bootTarget };
};

describe('a retry', () => {
  it('of a step of the environment makes sure of the environment first, and partitions nothing again', () => {
    expect(again('apply-master')).toEqual({
      names: ['wait-environment', 'apply-master', 'wait-first-boot', 'recette', 'certificate'],
      bootTarget: 'environment',
    });
  });

  it.each(['hardware-check', 'partition'] as const)(
    'of %s, before anything was erased, checks the PC again: a part may be another by now',
    (failed) => {
      expect(again(failed)).toEqual({ names: NAMES, bootTarget: 'environment' });
    },
  );

  it('of the copy of a whole disk, which erases it, checks the PC again too', () => {
    const rows = failedAt('apply-master').filter(({ name }) => name !== 'partition');
    expect(planner.repeated(rows, 'failed-step').names).toEqual(NAMES.filter((name) => name !== 'partition'));
  });

  it('forgets what the steps that it runs again have recorded, and nothing else', () => {
    const { forgotten } = planner.repeated(failedAt('recette'), 'failed-step');
    expect(forgotten).toEqual(['updateRounds']);
    expect(planner.repeated(failedAt('recette'), 'start').forgotten).toEqual([
      'windowsTicket',
      'updateRounds',
    ]);
    expect(planner.repeated(failedAt('certificate'), 'failed-step').forgotten).toEqual([]);
  });

  it('of a step of the installed system leaves the PC on its disk', () => {
    expect(again('recette')).toEqual({
      names: ['wait-first-boot', 'recette', 'certificate'],
      bootTarget: 'disk',
    });
  });

  it('of the wait itself begins with it', () => {
    expect(again('wait-first-boot')).toEqual({
      names: ['wait-first-boot', 'recette', 'certificate'],
      bootTarget: 'disk',
    });
  });

  it('of a step of the server needs no PC', () => {
    expect(again('certificate')).toEqual({ names: ['certificate'], bootTarget: 'disk' });
  });

  it('from the start runs everything again', () => {
    expect(again('recette', 'start')).toEqual({ names: NAMES, bootTarget: 'environment' });
  });
});

describe('a plan', () => {
  it('of a profile without a master is refused, since nothing says what to install', async () => {
    const document = parseProfile({ name: 'tablets', mdm: {} });
    const withoutMaster = Object.create(Planner.prototype, {
      lots: { value: { get: () => Promise.resolve({ id: 'l' }) } },
      profiles: { value: { version: () => Promise.resolve({ document }) } },
    }) as Planner;
    const planned = { lotId: 'l', profileVersionId: 'v' } as Deployment;
    const error: unknown = await withoutMaster
      .plansOf([planned], 'claire')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).findings).toEqual([
      {
        field: 'master',
        found: undefined,
        expected: { fr: 'le nom d’un master', en: 'the name of a master' },
      },
    ]);
  });

  /** A planner that finds this master, with these steps. */
  function plannerOf(master: object, profile: object, steps: object[], imported: object[] = []): Planner {
    const document = parseProfile({ name: 'office', master: { name: 'office', version: '1' }, ...profile });
    const parts = {
      lots: { get: () => Promise.resolve({ id: 'l' }) },
      profiles: { version: () => Promise.resolve({ document }) },
      masters: { find: () => Promise.resolve(master) },
      secretUses: { mustBeApproved: () => Promise.resolve() },
      authorityUpdates: { available: () => Promise.resolve(imported) },
      programs: { of: () => Promise.resolve({ programs: [], findings: [] }) },
      list: steps,
    };
    const descriptors = Object.entries(parts).map(([name, value]) => [name, { value }]);
    return Object.create(Planner.prototype, Object.fromEntries(descriptors) as never) as Planner;
  }
  const planned = { lotId: 'l', profileVersionId: 'v' } as Deployment;
  const ofLinux = { purposes: ['deploy'], systems: ['linux'] };
  const ofBoth = { purposes: ['deploy'], systems: ['linux', 'windows'] };
  const disk = { name: 'office', version: '1', kind: 'disk', indexSha256: 'a'.repeat(64) };

  it.each([
    ['nothing', [], ['security.secureBoot.authorities']],
    ['revocations alone', [{ variable: 'dbx' }], ['security.secureBoot.authorities']],
    ['an update of db', [{ variable: 'dbx' }, { variable: 'db' }], []],
    ['an update of KEK', [{ variable: 'KEK' }], []],
  ])('that updates authorities, with %s imported', async (_, imported, fields) => {
    const profile = { security: { secureBoot: { authorities: 'update' } } };
    const planner = plannerOf({ ...disk, system: 'debian' }, profile, [ofLinux], imported);
    const findings = await planner.plansOf([planned], 'claire').then(
      () => [],
      (error: InputError) => error.findings,
    );
    expect(findings.map(({ field }) => field)).toEqual(fields);
    expect(findings.map(({ expected }) => expected.en)).toEqual(
      fields.map(() => 'a signed update of db or KEK that an administrator imported: etabli firmware import'),
    );
  });

  it('of a master that no step can install is refused, before a PC is erased for it', async () => {
    const windows = plannerOf({ ...disk, system: 'windows' }, { windows: {} }, [ofLinux]);
    await expect(windows.plansOf([planned], 'claire')).rejects.toMatchObject({
      text: { en: 'this release of Établi cannot deploy the system of this master' },
      findings: [{ field: 'master', found: 'windows' }],
    });
    const linux = plannerOf({ ...disk, system: 'debian' }, {}, [ofLinux]);
    expect(await linux.plansOf([planned], 'claire')).toMatchObject([{ master: { system: 'debian' } }]);
  });

  it('of a Windows master is made when its profile says what Windows can do', async () => {
    const windows = plannerOf({ ...disk, system: 'windows' }, { windows: {} }, [ofBoth]);
    expect(await windows.plansOf([planned], 'claire')).toMatchObject([{ master: { system: 'windows' } }]);
  });

  it('of a Windows master is refused with all that Windows would lack, one finding for each', async () => {
    const profile = { update: 'all', recette: { checks: [{ kind: 'kernel-version' }] } };
    const windows = plannerOf({ ...disk, system: 'windows' }, profile, [ofBoth]);
    await expect(windows.plansOf([planned], 'claire')).rejects.toMatchObject({
      text: { en: 'the profile cannot be deployed: windows, recette.checks[0].kind' },
    });
    const linux = plannerOf({ ...disk, system: 'debian' }, profile, [ofBoth]);
    expect(await linux.plansOf([planned], 'claire')).toHaveLength(1);
  });
});
