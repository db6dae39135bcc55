import { Injectable } from '@nestjs/common';
import { runRecette } from '../../../recette/index.js';
import { driversInUse } from '../../drivers.js';
import { rememberSoftware } from '../../installed-packages.js';
import { People, tally } from '../../people.js';
import { MeasuredFacts } from '../../recette-facts.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { refuseBlocking } from './refuse-blocking.js';

/** Measured by `seal`, once everything of Établi has been taken away. */
const AFTER_SEAL = 'no-leftover';

/** Runs every check of the profile, then waits for people to answer manual checks and to accept reservations. */
@Injectable()
export class Recette implements Step<'deploy'> {
  readonly name = 'recette';
  readonly title = { fr: 'Recette', en: 'Acceptance' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 20 * 60_000;

  constructor(
    private readonly people: People,
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
    return (await this.people.wait(context, results)) ?? done(tally(results));
  }
}
