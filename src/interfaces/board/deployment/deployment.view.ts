import { Injectable } from '@nestjs/common';
import {
  describe,
  durationText,
  isActive,
  isEnded,
  outcomeOf,
  type Language,
} from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import {
  Arming,
  Deployments,
  Lots,
  nameOf,
  Screens,
  silentText,
  StepAttemptStore,
  StepLogStore,
  StepStore,
  TimeLeft,
  timeLeftText,
  type Deployment,
  type Outlook,
} from '../../../deployment/pipeline/index.js';
import { Reservations, type ReservationResult } from '../../../deployment/recette/index.js';
import { Profiles } from '../../../documents/profile/server.js';
import { momentOf } from '../frame/moment.js';
import { mayAct, type Reader } from '../frame/reader.js';
import { ChecksView } from './checks.view.js';
import { actionsOf } from './deployment-actions.js';
import { logTail } from './log.view.js';
import { orderFacts } from './order-facts.js';
import { keptProfile, retryView, type RetryView } from './retry.view.js';
import { timelineOf } from './timeline.view.js';

const LOG_LINES = 100;

/** A refused form of the page, with its values. */
export interface RefusedForm {
  /** The note of the form that closes a failed deployment. */
  note?: string;
  /** The choice of the form that retries, when its box was not ticked. */
  retry?: string;
}

/** One deployment: what was asked, its progress, its failure, and what the reader may do. */
@Injectable()
export class DeploymentView {
  constructor(
    private readonly deployments: Deployments,
    private readonly lots: Lots,
    private readonly steps: StepStore,
    private readonly attempts: StepAttemptStore,
    private readonly stepLog: StepLogStore,
    private readonly screens: Screens,
    private readonly timeLeft: TimeLeft,
    private readonly arming: Arming,
    private readonly checks: ChecksView,
    private readonly reservations: Reservations,
    private readonly profiles: Profiles,
  ) {}

  async of(deployment: Deployment, reader: Reader, refused: RefusedForm = {}) {
    const { id, lotId, state, facts, closedAt } = deployment;
    const { language } = reader;
    const [lot, steps, attempts, log, checks, reservations, outlooks] = await Promise.all([
      lotId === null ? undefined : this.lots.get(lotId),
      this.steps.ofDeployment(id),
      this.attempts.ofDeployment(id),
      this.stepLog.last(id, LOG_LINES),
      this.checks.of(deployment, reader),
      this.reservations.results(id),
      isActive(state) ? this.timeLeft.of([id]) : undefined,
    ]);
    const titleOf = (name: string) => this.screens.titleOf(name);
    const { look, name } = outcomeOf({ state, certificate: facts.certificate, closedAt });
    return {
      id,
      name: nameOf(deployment),
      look,
      stateName: say(name, language),
      ...(lot && { lot: { id: lot.id, number: lot.number, customer: lot.customer } }),
      ...this.outlook(deployment, outlooks?.get(id), language),
      order: orderFacts(deployment, lot, language),
      ...this.failure(deployment, language),
      ...checks,
      ...(state === 'planned' && { erasure: await this.erasure(deployment, language) }),
      ...(await this.acts(deployment, reader, refused)),
      reservations: reservations.map((one) =>
        reservationView(one, isActive(state) && mayAct(reader), language),
      ),
      steps: timelineOf(steps, attempts, titleOf, language),
      log: logTail(log, titleOf, language),
    };
  }

  /** How long it took or still takes, whether its PC is silent, and whether its PC is sent to its own disk. */
  private outlook(deployment: Deployment, outlook: Outlook | undefined, language: Language) {
    const { startedAt, endedAt, localBootAt, localBootBy } = deployment;
    const { leftMs, silentSince } = outlook ?? {};
    return {
      ...(startedAt && endedAt && { duration: durationText(endedAt.getTime() - startedAt.getTime()) }),
      ...(leftMs !== undefined && { left: say(timeLeftText(leftMs), language) }),
      ...(silentSince && { silent: say(silentText(silentSince, new Date()), language) }),
      ...(localBootAt && {
        localBoot: { by: localBootBy ?? '', at: momentOf(localBootAt, language) },
      }),
    };
  }

  private failure({ failure, closedAt, closedBy, closingNote }: Deployment, language: Language) {
    return {
      ...(failure && {
        failure: {
          title: say(this.screens.titleOf(failure.step), language),
          cause: say(failure.cause, language),
          remedy: say(failure.remedy, language),
        },
      }),
      ...(closedAt && {
        closed: { by: closedBy ?? '', note: closingNote ?? '', at: momentOf(closedAt, language) },
      }),
    };
  }

  private async acts(deployment: Deployment, reader: Reader, refused: RefusedForm) {
    if (!mayAct(reader)) return { actions: [] };
    const { state, closedAt } = deployment;
    const isOpenFailure = state === 'failed' && closedAt === null;
    const retry = await this.retry(deployment, refused.retry, reader.language);
    return {
      actions: actionsOf(deployment, reader.language),
      mayCancel: !isEnded(state),
      ...(retry && { retry: { ...retry, problem: refused.retry !== undefined } }),
      ...(isOpenFailure && {
        closing: { note: refused.note ?? '', problem: refused.note !== undefined },
      }),
    };
  }

  private async retry(
    deployment: Deployment,
    chosen: string | undefined,
    language: Language,
  ): Promise<RetryView | undefined> {
    const choices = await this.deployments.retryChoices(deployment);
    const isErasing = choices.some(({ erases }) => erases === 'again');
    const erasure = isErasing ? await this.erasure(deployment, language) : undefined;
    const view = retryView(choices, erasure, chosen, language);
    return view && { ...view, ...(await this.kept(deployment, language)) };
  }

  /** A retry goes on with what was armed: whoever has corrected the profile since must know that. */
  private async kept({ plan }: Deployment, language: Language) {
    if (plan?.purpose !== 'deploy') return {};
    const { name, version } = plan.profile;
    const newest = (await this.profiles.find(name))?.version ?? version;
    return { kept: say(keptProfile(name, version, newest), language) };
  }

  /** What arming would erase, or why it cannot be determined. */
  private async erasure(deployment: Deployment, language: Language): Promise<string | undefined> {
    if (deployment.purpose !== 'deploy') return undefined;
    return this.arming.preview([deployment]).then(
      ([erasure]) => erasure && say(erasure.text, language),
      (error: unknown) => say(describe(error).text, language),
    );
  }
}

function reservationView(
  { id, text, acceptedBy }: ReservationResult,
  mayAccept: boolean,
  language: Language,
) {
  return { checkId: id, text: say(text, language), acceptedBy, acceptable: mayAccept && !acceptedBy };
}
