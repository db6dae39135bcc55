import type { Evidence } from '../../../platform/core/index.js';
import type { CheckResult } from '../../recette/index.js';
import type { StepContext } from '../step-context.js';

/** What a step that acts on the running Windows has measured, for the certificate. */
export type StepCheck = Pick<
  CheckResult,
  'kind' | 'title' | 'severity' | 'verdict' | 'expected' | 'measured'
> & { evidence: Evidence };

/** `fail` or `reserve` of a profile, as the severity of a check. */
export const SEVERITY_OF = { fail: 'blocking', reserve: 'reserve' } as const;

/**
 * Records checks instead of earlier ones of their kinds: a step may be run twice, and what was measured later is newer.
 * @returns every check of the deployment
 */
export async function rememberChecks(
  context: StepContext<'deploy'>,
  checks: readonly CheckResult[],
): Promise<CheckResult[]> {
  const kinds = new Set(checks.map(({ kind }) => kind));
  const all = [...(context.facts.checks ?? []).filter(({ kind }) => !kinds.has(kind)), ...checks];
  await context.remember({ checks: all });
  return all;
}

/** The same for what a step has measured since then. */
export async function rememberMeasured(
  context: StepContext<'deploy'>,
  checks: readonly StepCheck[],
  startedAt: Date,
): Promise<void> {
  const durationMs = Math.max(0, Date.now() - startedAt.getTime());
  const at = startedAt.toISOString();
  await rememberChecks(
    context,
    checks.map((check) => ({ ...check, startedAt: at, durationMs })),
  );
}
