import { rememberChecks } from '../../windows/step-check.js';
import { describe, TransientError } from '../../../../platform/core/index.js';
import { RefusedLoginError } from '../../../../platform/transport/index.js';
import { MachineUnreachableError } from '../../remotes.js';
import { Injectable } from '@nestjs/common';
import type { CheckResult } from '../../../recette/index.js';
import { WindowsAccesses } from '../../first-boot/windows-accesses.js';
import { WindowsBootStore } from '../../first-boot/windows-boot.store.js';
import type { WindowsSeal } from '../../first-boot/windows-report.schema.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';
import { judgedAccess, judgedRefusal, type Knock } from './judged-access.js';
import { judgedSeal, WINDOWS_LEFTOVERS } from './judged-seal.js';

/** The PC cleans up right after its report; it may have lost its network meanwhile. */
const SEAL_MS = 2 * 60 * 60_000;
/** A firewall that drops a connection says nothing. */
const KNOCK_MS = 5_000;

const LOOK = {
  fr: 'Retirez à la main ce qui est nommé ici et clôturez ce déploiement, ou reprenez-le du début : le PC ne mesure pas une deuxième fois.',
  en: 'Remove by hand what is named here and close this deployment, or retry it from the start: the PC does not measure twice.',
};

/**
 * Tells the PC that it is over, and waits until it has taken away everything of Établi and looked for it once more, and judges what it found. The
 * token of its reports ended with that: nothing on the PC can speak to Établi any more.
 */
@Injectable()
export class SealWindows implements Step<'deploy'> {
  readonly name = 'seal-windows';
  readonly title = { fr: 'Scellement', en: 'Sealing' };
  readonly queue = 'control';
  readonly place = 'server';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly boots: WindowsBootStore,
    private readonly accesses: WindowsAccesses,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const boot = await this.boots.of(context.deploymentId);
    if (boot?.seal == null || boot.sealedAt === null) {
      await context.confirmMine();
      // The PC asks every few seconds: it is told by that way, which no policy of a domain closes.
      await this.accesses.askSeal(context.deploymentId);
      return { kind: 'wait', for: 'system-sealed', timeoutMs: SEAL_MS };
    }
    const asksAutologon = context.plan.profile.document.windows?.accounts?.autologon !== undefined;
    const results = [
      ...judgedSeal(boot.seal, asksAutologon, boot.sealedAt),
      ...(await this.ofAccess(context, boot.seal, boot.sealedAt)),
    ];
    await rememberChecks(context, results);
    await context.remember({ cleanAt: boot.sealedAt.toISOString() });
    // Before the password is forgotten: a retry tries to come in again.
    refuseBlocking(results, LOOK);
    await this.accesses.close(context.deploymentId);
    return done({ searched: WINDOWS_LEFTOVERS, leftovers: [], kept: boot.seal.kept });
  }

  /** Of a PC that had let Établi in: what it says of each part, and whether it still does. */
  private async ofAccess(
    context: StepContext<'deploy'>,
    seal: WindowsSeal,
    sealedAt: Date,
  ): Promise<CheckResult[]> {
    if (context.facts.windowsAccess === undefined) return [];
    const said = judgedAccess(seal, sealedAt);
    // An earlier try has knocked, recorded what came of it, and forgotten the password.
    if ((await this.accesses.loginOf(context.deploymentId)) === undefined) return [said];
    return [said, judgedRefusal(await knock(context), new Date())];
  }
}

/** What comes of trying to come in again. A PC that is silent has closed, as its firewall answers nobody. */
async function knock(context: StepContext<'deploy'>): Promise<Knock> {
  if ((await context.channel('system')) === undefined)
    return { unmeasured: { fr: 'aucune adresse n’est connue', en: 'no address is known' } };
  try {
    await context.system(KNOCK_MS);
    return 'open';
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof RefusedLoginError) return 'refused';
    const isSilent = error instanceof MachineUnreachableError && error.cause instanceof TransientError;
    return isSilent ? 'silent' : { unmeasured: describe(error).text };
  } finally {
    await context.closeRemotes();
  }
}
