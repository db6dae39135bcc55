import { Injectable } from '@nestjs/common';
import { writtenReservations } from '../../../proof/index.js';
import {
  ManualChecks,
  Reservations,
  runRecette,
  type CheckResult,
  type ManualCheckResult,
} from '../../../recette/index.js';
import { driversInUse } from '../../drivers.js';
import { rememberSoftware } from '../../installed-packages.js';
import { MeasuredFacts } from '../../recette-facts.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { refuseBlocking, type Judged } from './refuse-blocking.js';

/** A technician may take the whole week to look at the screen and press the keys. */
const MANUAL_MS = 7 * 24 * 60 * 60_000;
/** Measured by `seal`, once everything of Établi has been taken away. */
const AFTER_SEAL = 'no-leftover';

/** Runs every check of the profile, then waits for people to answer manual checks and to accept reservations. */
@Injectable()
export class Recette implements Step<'deploy'> {
  readonly name = 'recette';
  readonly title = { fr: 'Recette', en: 'Acceptance' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 20 * 60_000;

  constructor(
    private readonly manual: ManualChecks,
    private readonly reservations: Reservations,
    private readonly facts: MeasuredFacts,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { recette } = context.plan.profile.document;
    const checks = (recette?.checks ?? []).filter(({ kind }) => kind !== AFTER_SEAL);
    const system = await context.system();
    await this.facts.recordMachineId(context);
    const results = await runRecette(
      system,
      checks,
      await this.facts.of(context),
      (progress) => context.progress(progress),
      context.signal,
    );
    await rememberSoftware(context);
    await context.remember({ checks: results, drivers: await driversInUse(system, context.signal) });
    refuseBlocking(results);
    const words = await this.manualWords(context);
    const toAccept = await this.toAccept(context, results, words);
    const unanswered = words.filter(({ verdict }) => verdict === 'unmeasured').length;
    if (unanswered === 0) refuseBlocking(words.map(asMeasured));
    if (unanswered + toAccept > 0) {
      return { kind: 'wait', for: 'manual-checks-answered', timeoutMs: MANUAL_MS };
    }
    return done(tally(results));
  }

  private async manualWords({ deploymentId, plan }: StepContext<'deploy'>): Promise<ManualCheckResult[]> {
    await this.manual.expect(deploymentId, plan.profile.document.recette?.manual ?? []);
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
  const words = [by, remark].filter(Boolean).join(' : ') || '—';
  return {
    title,
    severity,
    verdict,
    expected: { fr: 'bon', en: 'good' },
    measured: { fr: words, en: words },
  };
}

function tally(results: CheckResult[]): Record<string, number> {
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
