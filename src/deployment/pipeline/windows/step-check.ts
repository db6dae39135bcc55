import type { Bilingual, Evidence } from '../../../platform/core/index.js';
import type { CheckResult } from '../../recette/index.js';
import type { StepContext } from '../step-context.js';

/** What a step that acts on the running Windows has measured, for the certificate. */
export type StepCheck = Pick<
  CheckResult,
  'kind' | 'title' | 'severity' | 'verdict' | 'expected' | 'measured'
> & { evidence: Evidence };

/** `fail` or `reserve` of a profile, as the severity of a check. */
export const SEVERITY_OF = { fail: 'blocking', reserve: 'reserve' } as const;

/** Records the check instead of an earlier one of its kind: a step may be run twice. */
export async function rememberCheck(
  context: StepContext<'deploy'>,
  check: StepCheck,
  startedAt: Date,
): Promise<void> {
  const others = (context.facts.checks ?? []).filter(({ kind }) => kind !== check.kind);
  const durationMs = Math.max(0, Date.now() - startedAt.getTime());
  await context.remember({
    checks: [...others, { ...check, startedAt: startedAt.toISOString(), durationMs }],
  });
}

export const same = (text: string): Bilingual => ({ fr: text, en: text });
