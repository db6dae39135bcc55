import { Injectable } from '@nestjs/common';
import { PermanentError } from '../../../core/index.js';
import { Machines } from '../../../machine/index.js';
import { runRecette } from '../../../recette/index.js';
import { isDeploy, type Plan } from '../../plan.js';
import { LEFTOVERS, MeasuredFacts } from '../../recette-facts.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { refuseBlocking } from '../recette/recette.step.js';

/**
 * Takes away every account, key and file that Établi brought, proves over the channel that is still open
 * that nothing is left, then proves that the channel cannot be opened again.
 */
@Injectable()
export class Seal implements Step {
  readonly name = 'seal';
  readonly title = { fr: 'Scellement', en: 'Sealing' };
  readonly lane = 'control';
  readonly place = 'system';
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly machines: Machines,
    private readonly facts: MeasuredFacts,
  ) {}

  appliesTo(plan: Plan): boolean {
    return isDeploy(plan);
  }

  async run(context: StepContext): Promise<StepOutcome> {
    if (await this.sealedBefore(context)) return done({ leftovers: [], access: 'refused' });
    const system = await context.system();
    await context.script(system, 'steps/seal.sh', {});
    const check = { kind: 'no-leftover', severity: 'blocking' as const };
    const [result] = await runRecette(system, [check], await this.facts.of(context));
    if (result === undefined) throw new Error('the check no-leftover gave no result');
    refuseBlocking([result]);
    const earlier = (context.facts.checks ?? []).filter(({ kind }) => kind !== result.kind);
    await context.remember({ checks: [...earlier, result] });
    await context.closeRemotes();
    if (await context.admits('system')) {
      throw new PermanentError({
        fr: 'le PC accepte encore la clé d’Établi après le scellement',
        en: 'the PC still accepts Établi’s key after sealing',
      });
    }
    await this.machines.forgetChannel(context.machineId, 'system');
    return done({ searched: LEFTOVERS, leftovers: [], access: 'refused' });
  }

  /** A repeated seal finds its own work done: the proof is recorded and the door is shut. */
  private async sealedBefore(context: StepContext): Promise<boolean> {
    const proven = context.facts.checks?.some(
      ({ kind, verdict }) => kind === 'no-leftover' && verdict === 'passed',
    );
    if (proven !== true) return false;
    if ((await context.channel('system')) === undefined) return true;
    if (await context.admits('system')) return false;
    await this.machines.forgetChannel(context.machineId, 'system');
    return true;
  }
}
