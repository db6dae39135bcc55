import { Injectable } from '@nestjs/common';
import { windowsUpdate } from '../../../../documents/profile/index.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { restartWindows } from '../../windows/restart-windows.js';
import { rememberMeasured } from '../../windows/step-check.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';
import { judgedUpdates, updateReport } from './judged-updates.js';
import {
  afterInstall,
  afterRestart,
  afterSearch,
  type Ending,
  newRounds,
  nextMove,
  type UpdateRounds,
} from './next-move.js';
import { installAnswer, searchAnswer, type SearchAnswer } from './update-answers.js';
import type { AskedUpdates } from './wanted-updates.js';

const SEARCH_MS = 45 * 60_000;
const PAUSE_MS = 60_000;
/** One installation that was begun right before the time was over may still take so long. */
const LAST_MS = 90 * 60_000;

const REMEDY = {
  fr: 'Installez-les à la main ou excluez-les (windows.update.exclude), ou mettez windows.update.failed à reserve, puis reprenez le déploiement.',
  en: 'Install them by hand or exclude them (windows.update.exclude), or set windows.update.failed to reserve, then retry the deployment.',
};

/**
 * Searches, installs and restarts in rounds until Windows has nothing more to install, or a limit of the profile is
 * reached. Each round is recorded before the next move: a worker that dies goes on from it.
 */
@Injectable()
export class UpdateWindows implements Step<'deploy'> {
  readonly name = 'update-windows';
  readonly title = { fr: 'Mises à jour de Windows', en: 'Windows updates' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  /** Its limits begin anew; after a worker that died they do not. */
  readonly forgets = ['updateRounds'] as const;
  readonly timeoutMs = 15 * 60 * 60_000;
  restart: (context: StepContext<'deploy'>) => Promise<unknown> = restartWindows;

  onlyIf({ profile }: DeployPlan): boolean {
    return (profile.document.update ?? 'none') !== 'none';
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const startedAt = new Date();
    const asked = askedOf(context.plan);
    const { ending, rounds, search } = await this.rounds(context, asked);
    const report = updateReport(ending, rounds, search, asked);
    const check = judgedUpdates(report, asked);
    await rememberMeasured(context, [check], startedAt);
    refuseBlocking([check], REMEDY);
    return done({ ...report });
  }

  private async rounds(context: StepContext<'deploy'>, asked: ReturnType<typeof askedOf>) {
    let rounds = context.facts.updateRounds ?? newRounds(new Date());
    let search: SearchAnswer | undefined;
    const keep = async (next: UpdateRounds): Promise<void> => {
      rounds = next;
      await context.remember({ updateRounds: next });
    };
    for (;;) {
      const move = nextMove(rounds, search, asked, new Date());
      if (move.do === 'end') return { ending: move.because satisfies Ending, rounds, search };
      await context.confirmMine();
      if (move.do === 'restart') {
        await this.restart(context);
        await keep(afterRestart(rounds));
        search = undefined;
      } else if (move.do === 'install') {
        const timeoutMs = move.seconds * 1000 + LAST_MS;
        const given = { ids: move.ids, seconds: move.seconds };
        const answer = await context.powershell('updates/install', given, {
          schema: installAnswer,
          timeoutMs,
          asSystem: true,
        });
        await keep(afterInstall(rounds, move.ids, answer));
        search = undefined;
      } else {
        if (move.do === 'search-again') await context.pause(PAUSE_MS);
        search = await context.powershell(
          'updates/search',
          {},
          {
            schema: searchAnswer,
            timeoutMs: SEARCH_MS,
            asSystem: true,
          },
        );
        await keep(afterSearch(rounds, search));
      }
    }
  }
}

function askedOf({ profile: { document } }: DeployPlan) {
  const extent: AskedUpdates['extent'] = document.update === 'security' ? 'security' : 'all';
  return { extent, ...(document.windows?.update ?? windowsUpdate.parse({})) };
}
