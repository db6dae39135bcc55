import { z } from 'zod';
import {
  type AskedOption,
  askedOptions,
  type RegistryRead,
  type WindowsSection,
} from '../../../documents/profile/index.js';
import { type Bilingual, same } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { checkKind, type CheckRequest, type CommandOutput, type Judgement } from '../check.js';
import {
  failed,
  listText,
  notApplicable,
  notMeasured,
  nothingAsked,
  passed,
  unmeasured,
} from '../judgement.js';

/**
 * One check for each option of Windows that a profile sets, for a line of its own in recette and certificate. The step
 * `wait-windows` adds them. An option that cannot be read is listed for information; it never counts as passed.
 */
export function optionChecks(windows: WindowsSection): CheckRequest[] {
  return askedOptions(windows).map(({ option, description, unread }) => ({
    kind: 'windows-options',
    parameters: { option },
    severity: unread === undefined ? 'reserve' : 'information',
    requirement:
      description === undefined
        ? option
        : { fr: `${description.fr} (${option})`, en: `${description.en} (${option})` },
  }));
}

/** The PowerShell script that reads the registry values of these options, and prints them as JSON. */
export function optionsScript(options: readonly AskedOption[]): string {
  const reads = options.flatMap((one) => one.reads.map(({ hive, key, name }) => ({ hive, key, name })));
  return renderTemplate('recette/windows-options.ps1', { reads });
}

/** The answer for one registry value, as the script that reads them prints it. */
export const registryAnswer = z.object({
  hive: z.string(),
  key: z.string(),
  name: z.string(),
  state: z.enum(['found', 'absent', 'unreadable']),
  kind: z.string().optional(),
  value: z.unknown().optional(),
});
type Answer = z.output<typeof registryAnswer>;
const output = z.object({ reads: z.array(registryAnswer) });

/** Options of Windows as the registry of the delivered PC shows them: one, or those of a part. */
const windowsOptions = checkKind({
  kind: 'windows-options',
  title: { fr: 'Options de Windows', en: 'Options of Windows' },
  parameters: z.strictObject({ option: z.string().max(200).default('windows') }),
  facts: ['windows'],
  timeoutSeconds: 60,
  command: ({ option }, { windows }) => optionsScript(optionsUnder(option, windows)),
  judge: (result, { option }, { windows }) => {
    const options = optionsUnder(option, windows);
    if (options.length === 0) return nothingAsked();
    const expected = wordsOfAll(options, ({ asked }) => same(shown(asked)));
    if (options.some(({ reads }) => reads.length > 0)) {
      const broken = notMeasured(result, expected, 'PowerShell');
      if (broken) return broken;
    }
    return together(
      options,
      expected,
      options.map((one) => judgeOption(one, result)),
    );
  },
});

function optionsUnder(path: string, windows: WindowsSection): AskedOption[] {
  return askedOptions(windows).filter(({ option }) => option === path || option.startsWith(`${path}.`));
}

function judgeOption({ asked, reads, unread, isElsewhere }: AskedOption, result: CommandOutput): Judgement {
  const expected = same(shown(asked));
  if (unread !== undefined)
    return isElsewhere ? notApplicable(expected, unread) : unmeasured(expected, unread);
  const answers = answersOf(result);
  const found = reads.map((read) => ({ read, answer: answers.get(pathOf(read)) }));
  const evidence = {
    reads: found.map(({ read, answer }) => ({
      ...read,
      found: answer?.value ?? null,
      state: answer?.state ?? 'unread',
    })),
  };
  const silent = found.filter(({ answer }) => answer === undefined || answer.state === 'unreadable');
  if (silent.length > 0) {
    const list = listText(silent.map(({ read }) => wordsOfRead(read)));
    return unmeasured(
      expected,
      { fr: `valeurs illisibles : ${list}`, en: `unreadable values: ${list}` },
      evidence,
    );
  }
  const wrong = found.filter(({ read, answer }) => !registryHolds(read, answer!));
  if (wrong.length === 0) return passed(expected, expected, evidence);
  return failed(
    expected,
    same(listText(wrong.map(({ read, answer }) => differenceOf(read, answer!)))),
    evidence,
  );
}

/** Of several options: a failed one counts before an unmeasured one, and that before those that passed. */
function together(options: AskedOption[], expected: Bilingual, judgements: Judgement[]): Judgement {
  const [only] = judgements;
  if (judgements.length === 1) return only!;
  const verdict =
    (['failed', 'unmeasured', 'passed'] as const).find((one) =>
      judgements.some((judgement) => judgement.verdict === one),
    ) ?? 'not-applicable';
  const named = options.flatMap(({ option }, index) =>
    judgements[index]!.verdict === verdict ? [{ option, measured: judgements[index]!.measured }] : [],
  );
  const evidence = {
    options: Object.fromEntries(options.map(({ option }, index) => [option, judgements[index]!.verdict])),
  };
  return { verdict, expected, measured: wordsOfAll(named, ({ measured }) => measured), evidence };
}

function wordsOfAll<T extends { option: string }>(options: T[], words: (option: T) => Bilingual): Bilingual {
  const all = (language: 'fr' | 'en') =>
    listText(
      options.map((one) =>
        options.length === 1 ? words(one)[language] : `${one.option} = ${words(one)[language]}`,
      ),
    );
  return { fr: all('fr'), en: all('en') };
}

/** One output answers hundreds of options, and may be long: it is read once. */
const ANSWERS = new WeakMap<CommandOutput, Map<string, Answer>>();

/** What the PC printed, by the value's path; empty where it is not what the script prints. */
function answersOf(result: CommandOutput): Map<string, Answer> {
  const known = ANSWERS.get(result);
  if (known !== undefined) return known;
  const parsed = output.safeParse(jsonIn(result.stdout));
  const answers = new Map((parsed.data?.reads ?? []).map((answer) => [pathOf(answer), answer]));
  ANSWERS.set(result, answers);
  return answers;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathOf({ hive, key, name }: Pick<Answer, 'hive' | 'key' | 'name'>): string {
  return JSON.stringify([hive, key, name]);
}

/** REG_DWORD, REG_SZ or REG_EXPAND_SZ, and REG_BINARY as the script prints them: a number, a text, `01-FF`. */
export function registryHolds(
  { expected }: Pick<RegistryRead, 'expected'>,
  { state, kind, value }: Answer,
): boolean {
  if (expected === null) return state === 'absent';
  if (state !== 'found') return false;
  if (typeof expected === 'number') return kind === 'DWord' && value === expected;
  if (typeof expected === 'string') return /^(?:Expand)?String$/.test(kind ?? '') && value === expected;
  return (
    kind === 'Binary' &&
    value === expected.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('-')
  );
}

const HIVES: Record<RegistryRead['hive'], string> = {
  machine: 'HKLM',
  defaultUser: 'HKCU (Default)',
  everyUser: 'HKCU',
  logonScreen: 'HKU\\.DEFAULT',
};

function wordsOfRead({ hive, key, name }: RegistryRead): string {
  return `${HIVES[hive]}\\${key} ${name || '(Default)'}`;
}

function differenceOf(read: RegistryRead, { state, value }: Answer): string {
  return `${wordsOfRead(read)} = ${state === 'absent' ? '∅' : shown(value)} (≠ ${read.expected === null ? '∅' : shown(read.expected)})`;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

export const WINDOWS_KINDS = [windowsOptions];
