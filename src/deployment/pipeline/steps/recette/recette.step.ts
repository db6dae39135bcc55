import { Injectable } from '@nestjs/common';
import { PermanentError } from '../../../../platform/core/index.js';
import { writtenReservations } from '../../../proof/index.js';
import {
  ManualChecks,
  Reservations,
  isClear,
  runRecette,
  type CheckResult,
  type ManualCheckResult,
} from '../../../recette/index.js';
import { driversInUse } from '../../drivers.js';
import { rememberSoftware } from '../../installed-packages.js';
import { isDeploy, type Plan } from '../../plan.js';
import { MeasuredFacts } from '../../recette-facts.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** A technician may take the whole week to look at the screen and press the keys. */
const MANUAL_MS = 7 * 24 * 60 * 60_000;
/** Measured by `seal`, once everything of Établi has been taken away. */
const AFTER_SEAL = 'no-leftover';

/** Runs every check of the profile, then waits for people: their word on what only they can judge, and on reservations. */
@Injectable()
export class Recette implements Step {
  readonly name = 'recette';
  readonly title = { fr: 'Recette', en: 'Acceptance' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly timeoutMs = 20 * 60_000;

  constructor(
    private readonly manual: ManualChecks,
    private readonly reservations: Reservations,
    private readonly facts: MeasuredFacts,
  ) {}

  appliesTo(plan: Plan): boolean {
    return isDeploy(plan);
  }

  async run(context: StepContext): Promise<StepOutcome> {
    const { recette } = context.deployPlan.profile.document;
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

  private async manualWords({ deploymentId, deployPlan }: StepContext): Promise<ManualCheckResult[]> {
    await this.manual.expect(deploymentId, deployPlan.profile.document.recette?.manual ?? []);
    return this.manual.results(deploymentId);
  }

  /** How many reservations wait for somebody to accept them; none where the signature on paper does. */
  private async toAccept(
    { deploymentId, deployPlan }: StepContext,
    checks: CheckResult[],
    words: ManualCheckResult[],
  ): Promise<number> {
    const byAccount = deployPlan.profile.document.recette?.reservations === 'account';
    const manualChecks = words.filter(({ verdict }) => verdict !== 'unmeasured');
    const written = byAccount ? writtenReservations({ checks, manualChecks }) : [];
    await this.reservations.expect(deploymentId, written);
    return (await this.reservations.pending(deploymentId)).length;
  }
}

type Judged = Pick<CheckResult, 'title' | 'severity' | 'verdict' | 'expected' | 'measured'>;

/** A technician's word, told like a measurement. */
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

/** Throws PermanentError that lists what did not pass, of the checks that a certificate depends on. */
export function refuseBlocking(results: Judged[]): void {
  const failed = results.filter(({ severity, verdict }) => severity === 'blocking' && !isClear(verdict));
  if (failed.length === 0) return;
  const list = (language: 'fr' | 'en'): string =>
    failed
      .map(
        ({ title, expected, measured }) =>
          `${title[language]} (${expected[language]} → ${measured[language]})`,
      )
      .join(' ; ');
  throw new PermanentError(
    { fr: `contrôles bloquants en échec : ${list('fr')}`, en: `blocking checks failed: ${list('en')}` },
    {
      remedy: {
        fr: 'Corrigez le PC ou le profil, puis reprenez le déploiement à la recette.',
        en: 'Mend the PC or the profile, then retry the deployment from the acceptance.',
      },
    },
  );
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
