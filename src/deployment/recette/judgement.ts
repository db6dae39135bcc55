import { type Bilingual, type Evidence, same } from '../../platform/core/index.js';
import type { CommandOutput, Judgement } from './check.js';

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

/** The PC does not have the part that is checked. */
export function notApplicable(expected: Bilingual, why: Bilingual, evidence: Evidence = {}): Judgement {
  return { verdict: 'not-applicable', expected, measured: why, evidence };
}

/** The profile asks for nothing that this check could measure. */
export function nothingAsked(): Judgement {
  return notApplicable(same('—'), { fr: 'non demandé par le profil', en: 'not requested by the profile' });
}

export function judged(
  good: boolean,
  expected: Bilingual,
  measured: Bilingual,
  evidence: Evidence = {},
): Judgement {
  return good ? passed(expected, measured, evidence) : failed(expected, measured, evidence);
}

/** The exit code of a command when the tool that it needs is not installed. */
export const NO_TOOL = 90;

/** The judgement of a command that failed or timed out; undefined when it succeeded. */
export function notMeasured(output: CommandOutput, expected: Bilingual, tool: string): Judgement | undefined {
  if (output.exitCode === NO_TOOL)
    return unmeasured(expected, { fr: `${tool} est absent`, en: `${tool} is missing` });
  if (output.exitCode === 124 || output.exitCode === 137)
    return unmeasured(expected, { fr: 'délai dépassé', en: 'timed out' });
  if (output.exitCode === 0) return undefined;
  return unmeasured(
    expected,
    { fr: `la commande a échoué (${output.exitCode})`, en: `the command failed (${output.exitCode})` },
    { exitCode: output.exitCode, output: output.stdout.trim().slice(0, 200) },
  );
}

/** The items separated by commas, at most twelve. */
export function listText(items: readonly string[]): string {
  const shown = items.slice(0, 12).join(', ');
  return items.length > 12 ? `${shown}, … (${items.length})` : shown;
}

/** Parses `KEY=value` lines. The last value of a repeated key counts; quotes around a value are removed. */
export function keyValues(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$/gm)].map(([, key = '', value = '']) => [
    key,
    value.trim().replace(/^(["'])(.*)\1$/, '$2'),
  ]);
  return Object.assign(Object.create(null) as object, Object.fromEntries(pairs)) as Record<string, string>;
}

/** The lines that are not empty, trimmed. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Compares dotted versions numerically; negative when `a` is older. `6.12.9` is older than `6.12.10`. */
export function compareVersions(a: string, b: string): number {
  const parts = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
