import type { Bilingual, Evidence } from '../../platform/core/index.js';
import type { CommandOutput, Judgement } from './check.js';

/** A text that reads the same in both languages: a name, a version, a path. */
export function same(text: string | number): Bilingual {
  return { fr: String(text), en: String(text) };
}

export function passed(expected: Bilingual, measured: Bilingual, evidence: Evidence = {}): Judgement {
  return { verdict: 'passed', expected, measured, evidence };
}

export function failed(expected: Bilingual, measured: Bilingual, evidence: Evidence = {}): Judgement {
  return { verdict: 'failed', expected, measured, evidence };
}

export function unmeasured(expected: Bilingual, why: Bilingual, evidence: Evidence = {}): Judgement {
  return {
    verdict: 'unmeasured',
    expected,
    measured: { fr: `non mesuré : ${why.fr}`, en: `not measured: ${why.en}` },
    evidence,
  };
}

/** What the check is about is not on this PC: there is nothing to measure. */
export function notApplicable(expected: Bilingual, why: Bilingual, evidence: Evidence = {}): Judgement {
  return { verdict: 'not-applicable', expected, measured: why, evidence };
}

/** The profile asks for nothing that this check could look at. */
export function nothingAsked(): Judgement {
  return notApplicable(same('—'), { fr: 'rien n’est demandé', en: 'nothing is asked for' });
}

export function judged(
  good: boolean,
  expected: Bilingual,
  measured: Bilingual,
  evidence: Evidence = {},
): Judgement {
  return good ? passed(expected, measured, evidence) : failed(expected, measured, evidence);
}

/** The exit code with which a command says that the tool it needs is not on the system. */
export const NO_TOOL = 90;

/** The judgement when a command could not measure at all; undefined when it did. */
export function notMeasured(output: CommandOutput, expected: Bilingual, tool: string): Judgement | undefined {
  if (output.exitCode === NO_TOOL)
    return unmeasured(expected, { fr: `${tool} est absent`, en: `${tool} is missing` });
  if (output.exitCode === 124 || output.exitCode === 137)
    return unmeasured(expected, { fr: 'délai dépassé', en: 'timed out' });
  if (output.exitCode === 0) return undefined;
  const said = output.stdout.trim().slice(0, 200);
  return unmeasured(
    expected,
    { fr: `la commande a échoué (${output.exitCode})`, en: `the command failed (${output.exitCode})` },
    { exitCode: output.exitCode, output: said },
  );
}

/** A list as a sentence part, cut after twelve. */
export function listText(items: readonly string[]): string {
  const shown = items.slice(0, 12).join(', ');
  return items.length > 12 ? `${shown}, … (${items.length})` : shown;
}

/** `KEY=value` lines into a record; of a repeated key the last one counts. A quoted value is unquoted. */
export function keyValues(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$/gm)].map(([, key = '', value = '']) => [
    key,
    value.trim().replace(/^(["'])(.*)\1$/, '$2'),
  ]);
  return Object.assign(Object.create(null) as object, Object.fromEntries(pairs)) as Record<string, string>;
}

/** The lines that hold something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Compares dotted versions number by number: negative when `a` is older. `6.12.9` is older than `6.12.10`. */
export function compareVersions(a: string, b: string): number {
  const parts = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
