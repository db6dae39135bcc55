import { Injectable } from '@nestjs/common';
import { writtenReservations } from '../proof/index.js';
import {
  ManualChecks,
  manualRequests,
  Reservations,
  Signatures,
  type CheckResult,
  type ManualCheckResult,
  type SignatureRole,
} from '../recette/index.js';
import type { Deployment } from './deployment.entity.js';
import type { StepContext } from './step-context.js';
import type { StepOutcome } from './step.js';
import { refuseBlocking, type Judged } from './steps/recette/refuse-blocking.js';

/** A technician may take the whole week to look at the screen and press the keys. */
const MANUAL_MS = 7 * 24 * 60 * 60_000;
const FOR_PEOPLE = { kind: 'wait', for: 'manual-checks-answered', timeoutMs: MANUAL_MS } as const;

/** What people add to the checks of a recette: their answers to manual checks, and reservations that they accept. */
@Injectable()
export class People {
  constructor(
    private readonly manual: ManualChecks,
    private readonly reservations: Reservations,
    private readonly signatures: Signatures,
  ) {}

  /**
   * The wait for somebody; undefined when nobody is waited for. Throws PermanentError for a blocking answer.
   * @param checks all that were measured so far
   */
  async wait(context: StepContext<'deploy'>, checks: CheckResult[]): Promise<StepOutcome | undefined> {
    const words = await this.manualWords(context);
    const toAccept = await this.toAccept(context, checks, words);
    const unanswered = words.filter(({ verdict }) => verdict === 'unmeasured').length;
    if (unanswered > 0) return FOR_PEOPLE;
    // Before the signature, an answer can still be corrected: only what was signed ends the recette.
    const toSign = await this.missingSignatures(context.deploymentId, context.plan);
    if (toSign.length === 0) refuseBlocking(words.map(asMeasured));
    return toSign.length + toAccept === 0 ? undefined : FOR_PEOPLE;
  }

  /** Who has yet to sign the answers as they are now. Nobody where there is no manual check. */
  async missingSignatures(deploymentId: string, plan: Deployment['plan']): Promise<SignatureRole[]> {
    const asked = (plan?.purpose === 'deploy' && plan.profile.document.recette?.signatures) || [];
    if (asked.length === 0 || (await this.manual.results(deploymentId)).length === 0) return [];
    const given = await this.signatures.ofDeployment(deploymentId);
    return asked.filter((role) => !given.some((one) => one.role === role));
  }

  /** The wait for the signatures, when answers were corrected after the recette; undefined when none is missing. */
  async waitForSignatures({ deploymentId, plan }: StepContext<'deploy'>): Promise<StepOutcome | undefined> {
    const missing = await this.missingSignatures(deploymentId, plan);
    return missing.length > 0 ? FOR_PEOPLE : undefined;
  }

  private async manualWords({ deploymentId, plan }: StepContext<'deploy'>): Promise<ManualCheckResult[]> {
    await this.manual.expect(deploymentId, manualRequests(plan.profile.document.recette?.manual ?? []));
    return this.manual.results(deploymentId);
  }

  /** How many reservations wait for somebody to accept them; none where the signature on paper does. */
  private async toAccept(
    { deploymentId, plan }: StepContext<'deploy'>,
    checks: CheckResult[],
    words: ManualCheckResult[],
  ): Promise<number> {
    const byAccount = plan.profile.document.recette?.reservations === 'account';
    const manualChecks = words.filter(({ verdict }) => verdict !== 'unmeasured');
    const written = byAccount ? writtenReservations({ checks, manualChecks }) : [];
    await this.reservations.expect(deploymentId, written);
    return (await this.reservations.pending(deploymentId)).length;
  }
}

/** A technician's answer in the form of a measurement. */
function asMeasured({ title, severity, verdict, remark, by }: ManualCheckResult): Judged {
  const words = (between: string) => [by, remark].filter(Boolean).join(between) || '—';
  return {
    title,
    severity,
    verdict,
    expected: { fr: 'bon', en: 'good' },
    measured: { fr: words(' : '), en: words(': ') },
  };
}

/** How many checks there are of each verdict, for the evidence of the step. */
export function tally(results: readonly CheckResult[]): Record<string, number> {
  const count = (verdict: CheckResult['verdict']): number =>
    results.filter((one) => one.verdict === verdict).length;
  return {
    checks: results.length,
    passed: count('passed'),
    failed: count('failed'),
    unmeasured: count('unmeasured'),
    notApplicable: count('not-applicable'),
  };
}
