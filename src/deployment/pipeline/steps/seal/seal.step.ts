import { Injectable } from '@nestjs/common';
import { PermanentError } from '../../../../platform/core/index.js';
import { Channels } from '../../../../park/machine/index.js';
import { runRecette, type CheckResult } from '../../../recette/index.js';
import type { Remote } from '../../../../platform/transport/index.js';
import { ACCESS, LEFTOVERS, MeasuredFacts } from '../../recette-facts.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';

const CHECK = { kind: 'no-leftover', severity: 'blocking' } as const;

/**
 * Takes away every account, key and file that Établi brought and proves it. Its own access goes last, after
 * the rest was proven gone and that proof was recorded: when a worker dies in between, the PC either
 * still accepts Établi's key, or refuses it and was clean before. Both can be finished.
 */
@Injectable()
export class Seal implements Step<'deploy'> {
  readonly name = 'seal';
  readonly title = { fr: 'Scellement', en: 'Sealing' };
  readonly queue = 'control';
  /** Not `system`: a sealed PC refuses the login that a retry would begin with. */
  readonly place = 'server';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly channels: Channels,
    private readonly facts: MeasuredFacts,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { cleanAt } = context.facts;
    if (cleanAt === undefined) await this.clean(context);
    if (cleanAt === undefined || (await this.isOpen(context))) await this.shut(context);
    else await this.keep(context, provenBefore(cleanAt));
    await this.channels.forget(context.machineId, 'system');
    return done({ searched: LEFTOVERS, leftovers: [], access: 'refused' });
  }

  /** Whether the access is still there, which an earlier try may have removed. */
  private async isOpen(context: StepContext<'deploy'>): Promise<boolean> {
    return (await context.channel('system')) !== undefined && (await context.admits('system'));
  }

  /** Everything but the access. What is found afterwards can still be looked at, and the step repeated. */
  private async clean(context: StepContext<'deploy'>): Promise<void> {
    const system = await context.system();
    await context.script(system, 'steps/seal.sh', {});
    const result = await this.look(context, system);
    const found = (result.evidence['found'] ?? []) as string[];
    const isOnlyAccess = result.verdict === 'failed' && found.every((path) => ACCESS.includes(path));
    if (!isOnlyAccess) refuseBlocking([result]);
    await context.remember({ cleanAt: new Date().toISOString() });
  }

  /** Removes the access, looks once more over the channel that is still open, and tries to come in again. */
  private async shut(context: StepContext<'deploy'>): Promise<void> {
    const system = await context.system();
    await context.script(system, 'steps/seal-access.sh', {});
    const result = await this.look(context, system);
    refuseBlocking([result]);
    await this.keep(context, result);
    await context.closeRemotes();
    if (!(await context.admits('system'))) return;
    throw new PermanentError({
      fr: 'le PC accepte encore la clé d’Établi après le scellement',
      en: 'the PC still accepts Établi’s key after sealing',
    });
  }

  private async look(context: StepContext<'deploy'>, system: Remote): Promise<CheckResult> {
    const [result] = await runRecette(
      system,
      [CHECK],
      await this.facts.of(context),
      undefined,
      context.signal,
    );
    if (result === undefined) throw new Error('the check no-leftover gave no result');
    return result;
  }

  private async keep(context: StepContext<'deploy'>, result: CheckResult): Promise<void> {
    const others = (context.facts.checks ?? []).filter(({ kind }) => kind !== result.kind);
    const own = context.facts.checks?.find(
      ({ kind, verdict }) => kind === result.kind && verdict === 'passed',
    );
    await context.remember({ checks: [...others, own ?? result] });
  }
}

/** The worker died after the access was removed: the PC was clean before, and it refuses Établi now. */
function provenBefore(cleanAt: string): CheckResult {
  return {
    kind: CHECK.kind,
    severity: CHECK.severity,
    title: { fr: 'Aucun reste d’Établi', en: 'No leftovers of Établi' },
    expected: { fr: 'aucun', en: 'nothing' },
    measured: {
      fr: 'aucun, et le PC refuse la clé d’Établi',
      en: 'nothing, and the PC refuses Établi’s key',
    },
    verdict: 'passed',
    evidence: { found: [], cleanAt, access: 'refused' },
    startedAt: new Date().toISOString(),
    durationMs: 0,
  };
}
