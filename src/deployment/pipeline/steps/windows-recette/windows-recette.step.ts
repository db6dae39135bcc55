import { rememberChecks } from '../../windows/step-check.js';
import { Injectable } from '@nestjs/common';
import {
  judgeMeasured,
  measuredSchema,
  measuringOrder,
  type CheckResult,
  type WindowsRecette as Recette,
} from '../../../recette/index.js';
import { Addresses } from '../../addresses.js';
import { People, tally } from '../../people.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { recetteAsked } from '../../windows/recette-asked.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';

/** The script ends by itself after 75 s; the rest is for starting it, and for the network. */
const MEASURE_MS = 88_000;

/**
 * Measures the installed Windows once, for all checks and for each option of the profile, judges that here, then waits
 * for people to answer manual checks and to accept reservations. What the PC could not measure is unmeasured.
 */
@Injectable()
export class WindowsRecette implements Step<'deploy'> {
  readonly name = 'windows-recette';
  readonly title = { fr: 'Recette', en: 'Acceptance' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 15 * 60_000;

  constructor(
    private readonly people: People,
    private readonly addresses: Addresses,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { checks = [], without = [] } = context.plan.profile.document.recette ?? {};
    const { results, milliseconds } = await this.measured(context, { checks, without });
    const all = await rememberChecks(context, results);
    refuseBlocking(results);
    return (await this.people.wait(context, all)) ?? done({ ...tally(results), milliseconds, without });
  }

  private async measured(
    context: StepContext<'deploy'>,
    recette: Recette,
  ): Promise<{ results: CheckResult[]; milliseconds: number }> {
    const asked = recetteAsked(context.plan, context.facts, await context.machine(), [
      this.addresses.phoneHomePeer().host,
    ]);
    const startedAt = new Date();
    // As SYSTEM: policies, BitLocker and the update agent show less to a logon over the network.
    const measured = await context.powershell('recette/measure', measuringOrder(asked), {
      schema: measuredSchema,
      timeoutMs: MEASURE_MS,
      asSystem: true,
    });
    const time = { startedAt, endedAt: new Date() };
    return { results: judgeMeasured(measured, recette, asked, time), milliseconds: measured.milliseconds };
  }
}
