import { InputError } from '../../platform/core/index.js';
import { parseProfile } from '../profile/index.js';
import { profileSchema } from '../profile/profile.schema.js';
import { isOptionRow, landsIn, type OptionTree, windowsOptionRows } from '../windows-tables/index.js';
import { sampleValues, writtenOptions } from '../../../test/support/written-options.js';
import { checkAnswer } from './check/check-answer.js';
import { renderAnswer } from './render-answer.js';
import { knownComponent, type KnownSetting, passesOf, type WindowsPass } from './tables/windows-settings.js';
import { PASSES } from './windows/answer-tree.js';
import { optionPlans } from './windows/option-plan.js';
import { windowsOptions } from './windows-options.js';

const options = windowsOptions();
/** What only says for whom the rest is, and lands in the attributes of components or nowhere. */
const ABOUT_THE_FILE = ['windows.target', 'windows.architecture'];
const leaves = options.filter(({ path, isGroup }) => !isGroup && !ABOUT_THE_FILE.includes(path));
const places = leaves.flatMap(({ path, landsIn }) => landsIn.map((place) => [path, place] as const));

describe('the options of Windows', () => {
  it('are listed by path, each once', () => {
    expect(new Set(options.map(({ path }) => path)).size).toBe(options.length);
    expect(options[0]!.path).toBe('windows');
    expect(options.find(({ path }) => path === 'windows.target')).toEqual({
      path: 'windows.target',
      description: 'Release of Windows',
      landsIn: [],
      values:
        'windows-10 | windows-11-23h2 | windows-11-24h2 | windows-11-25h2 | server-2019 | server-2022 | server-2025',
      isGroup: false,
    });
  });

  it('each say what they mean', () => {
    expect(leaves.filter(({ description }) => description === '').map(({ path }) => path)).toEqual([]);
  });

  it('each say where they land', () => {
    expect(leaves.filter(({ landsIn }) => landsIn.length === 0).map(({ path }) => path)).toEqual([]);
  });

  it('are listed with every row that an answer file writes', () => {
    const rows = rowsIn(windowsOptionRows('windows-11-25h2'), 'windows').filter(
      ({ landsIn }) => landsIn.length > 0,
    );
    const listed = new Map(options.map((option) => [option.path, option]));
    const shown = rows
      .map(({ path }) => listed.get(path))
      .map((one) => [one?.path, one?.descriptionFr, one?.landsIn]);
    expect(shown).toEqual(rows.map(({ path, fr, landsIn }) => [path, fr, landsIn]));
    expect(rows.length).toBeGreaterThan(200);
  });

  it('land in a pass, in a script or in a step of the deployment', () => {
    const starts = [...PASSES, 'script', 'deployment'];
    expect(places.filter(([, place]) => !starts.includes(place.split(' ')[0]!))).toEqual([]);
  });

  it('land where the table of settings has a place, in that pass', () => {
    const strange = places.filter(([, place]) => {
      const [pass = '', component = '', ...path] = place.split(' ');
      return (
        !['script', 'deployment'].includes(pass) &&
        component !== 'any' &&
        !isKnown(pass, component, path.join(' '))
      );
    });
    expect(strange).toEqual([]);
  });
});

function rowsIn(tree: OptionTree, path: string): { path: string; fr: string; landsIn: string[] }[] {
  return Object.entries(tree).flatMap(([name, node]) =>
    isOptionRow(node)
      ? [{ path: `${path}.${name}`, fr: node.description.fr, landsIn: landsIn(node) }]
      : rowsIn(node, `${path}.${name}`),
  );
}

function isKnown(pass: string, component: string, path: string): boolean {
  const facts = knownComponent(component);
  const steps = path === '' ? [] : path.split('/');
  const setting = steps.reduce<KnownSetting | undefined>((at, name) => at?.children.get(name), facts);
  return setting !== undefined && passesOf(setting.passes).includes(pass as WindowsPass);
}

describe('an option of Windows with a value that it takes', () => {
  const refused: string[] = [];
  const taken: string[] = [];

  it.each(writtenOptions())(
    'is rendered to a file without an error: $path',
    ({ path, node, sectionWith }) => {
      for (const value of sampleValues(node, path)) {
        const file = fileWith(sectionWith(value));
        (file === undefined ? refused : taken).push(path);
        const { findings } = file === undefined ? { findings: [] } : checkAnswer(Buffer.from(file));
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      }
    },
  );

  it('is most often known to be taken', () => {
    expect(taken.length).toBeGreaterThan(2 * refused.length);
  });
});

/** undefined when the value is refused: a schema does not tell all that must stand beside. */
function fileWith(windows: unknown): string | undefined {
  try {
    const profile = parseProfile({ name: 'one', master: { name: 'windows-11' }, windows });
    return renderAnswer({ kind: 'autounattend', profile, machine: { serial: 'SN-1' } }).files[0]!.text;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

describe('the options that have a row', () => {
  /** Each of them with a value of its own, by why it cannot be set on a running Windows. */
  const reasons = new Map<string, string | undefined>();
  for (const { node, path, sectionWith } of writtenOptions()) {
    for (const value of sampleValues(node, path)) {
      const { data } = profileSchema.safeParse({ name: 'each', windows: sectionWith(value) });
      const plans = data?.windows === undefined ? [] : optionPlans(data.windows);
      for (const { option, impossible } of plans) reasons.set(option, impossible?.en ?? reasons.get(option));
    }
  }
  const because = (reason: string) =>
    [...reasons].filter(([, why]) => why === reason).map(([option]) => option.replace('windows.', ''));

  it('can be set on a running Windows, but for those of Setup', () => {
    expect(reasons.size).toBeGreaterThan(350);
    const others = because('only the answer file writes it, at the installation');
    expect(others.filter((option) => !option.startsWith('setup.'))).toEqual([
      'comfort.system.systemRestore',
      'comfort.system.errorReporting',
      'comfort.system.improvementProgram',
    ]);
  });

  it('are done at the first logon of each account where only that account can', () => {
    expect(because('the answer file does it at the first logon of each account')).toEqual([
      'comfort.theme.wallpaper',
      'comfort.system.legacyJunctions',
      'comfort.input.sounds',
    ]);
  });
});
