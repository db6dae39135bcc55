import { Injectable } from '@nestjs/common';
import { AuthorityUpdates } from '../../../../park/firmware/index.js';
import { Addresses } from '../../addresses.js';
import { authoritiesWord } from '../../authorities-word.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import type { BootManager } from '../boot-check/boot-manager.js';
import { type FirmwareTrust, firmwareTrustSchema } from '../boot-check/readings.js';
import { judged, judgedUpdates } from './judged-updates.js';
import { keptStartable } from './kept-startable.js';
import { noAuthorities } from './no-authorities.js';
import { wantedUpdates } from './wanted-updates.js';

/**
 * Appends the signed updates that were imported to what the firmware trusts, where its keys allow it, and reads them
 * back. What they do not allow is no failure here: the check of the start-up refuses a PC that would not start.
 */
@Injectable()
export class UpdateAuthorities implements Step<'deploy'> {
  readonly name = 'update-authorities';
  readonly title = { fr: 'Autorités de Secure Boot', en: 'Authorities of Secure Boot' };
  readonly queue = 'control';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly updates: AuthorityUpdates,
    private readonly addresses: Addresses,
  ) {}

  onlyIf({ profile }: DeployPlan): boolean {
    return authoritiesWord(profile.document) === 'update';
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const before = await trustOf(context);
    const reason = noAuthorities(context.known('firmware'), context.facts.secureBoot, before);
    if (reason !== undefined) {
      context.log(reason.en);
      return done({ state: 'not-applicable', reason });
    }
    const wanted = wantedUpdates(before, await this.updates.available());
    const { sent, withheld } = keptStartable(wanted.sent, bootManagersOf(context.plan));
    await context.confirmMine();
    const answer =
      sent.length === 0
        ? { updates: [] }
        : await context.agent('update-authorities', {
            updates: sent.map(({ variable, sha256 }) => ({
              variable,
              url: this.addresses.payload(sha256),
              sha256,
            })),
          });
    const after = await trustOf(context);
    const updates = [
      ...judgedUpdates(answer, sent, before, after),
      ...withheld.map(({ update, cause }) => judged(update, 'withheld', cause)),
    ];
    const { secureBoot, db, kek } = after;
    const names = (keys: FirmwareTrust['db']): string[] => keys.map(({ subject }) => subject);
    return done({
      state: 'checked',
      secureBoot,
      updates,
      lacking: wanted.lacking,
      db: names(db),
      kek: names(kek),
    });
  }
}

/** None of a master that does not tell them. */
function bootManagersOf({ master }: DeployPlan): readonly BootManager[] {
  return master.kind === 'wim' ? master.image.bootManagers : [];
}

async function trustOf(context: StepContext<'deploy'>): Promise<FirmwareTrust> {
  return firmwareTrustSchema.parse(await context.agent('firmware-trust', {}));
}
