import { Injectable } from '@nestjs/common';
import {
  describe,
  durationText,
  isActive,
  isEnded,
  outcomeOf,
  say,
  STATE_NAMES,
  type Bilingual,
  type Language,
} from '../../../platform/core/index.js';
import {
  Arming,
  Deployments,
  Screens,
  StepStore,
  type Deployment,
  type StepRow,
} from '../../../deployment/pipeline/index.js';
import { Reservations, type ReservationResult } from '../../../deployment/recette/index.js';
import { ChecksView, type RefusedAnswer } from './checks.view.js';
import { CurrentStepStore } from '../workshop/current-step.store.js';
import { actionsOf } from './deployment-actions.js';
import { momentOf } from '../frame/moment.js';
import { IdentityView } from '../machine/identity.view.js';
import { progressView } from '../frame/progress.view.js';
import { mayAct, type Reader } from '../frame/reader.js';
import { nameOf } from '../workshop/rows.js';

const LOG_LINES = 200;

/** A refused form of the page, with its values. */
export interface RefusedForm {
  answer?: RefusedAnswer;
  /** The note of the form that closes a failed deployment. */
  note?: string;
}

/** One deployment: its progress, its failure, and what the reader may do. */
@Injectable()
export class DeploymentView {
  constructor(
    private readonly deployments: Deployments,
    private readonly steps: StepStore,
    private readonly lines: CurrentStepStore,
    private readonly screens: Screens,
    private readonly arming: Arming,
    private readonly checks: ChecksView,
    private readonly reservations: Reservations,
    private readonly identity: IdentityView,
  ) {}

  async of(id: string, reader: Reader, refused?: RefusedForm) {
    const deployment = await this.deployments.get(id);
    const { language } = reader;
    const { machineId } = deployment;
    const [steps, log, checks, reservations, erasure, identity] = await Promise.all([
      this.steps.ofDeployment(id),
      this.lines.lastLines(id, LOG_LINES),
      this.checks.of(deployment, reader, refused?.answer),
      this.reservations.results(id),
      deployment.state === 'planned' ? this.erasure(deployment, language) : undefined,
      machineId !== null && isActive(deployment.state) ? this.identity.of(machineId, reader) : undefined,
    ]);
    const { facts, failure, state, startedAt, endedAt, closedAt } = deployment;
    const { look, name } = outcomeOf({ state, certificate: facts.certificate, closedAt });
    return {
      id,
      name: nameOf(deployment),
      state: look,
      stateName: say(name, language),
      ...(startedAt && endedAt && { duration: durationText(endedAt.getTime() - startedAt.getTime()) }),
      ...(deployment.machineId && {
        machine: { id: deployment.machineId, name: deployment.serial ?? deployment.mac ?? 'PC' },
      }),
      ...(failure && {
        failure: {
          title: say(this.screens.titleOf(failure.step), language),
          cause: say(failure.cause, language),
          remedy: say(failure.remedy, language),
        },
      }),
      ...(closedAt && {
        closed: {
          by: deployment.closedBy ?? '',
          note: deployment.closingNote ?? '',
          at: momentOf(closedAt, language),
        },
      }),
      ...checks,
      erasure,
      identity,
      actions: mayAct(reader) ? actionsOf(state, language) : [],
      mayCancel: mayAct(reader) && !isEnded(state),
      ...(mayAct(reader) &&
        state === 'failed' &&
        closedAt === null && {
          closing: { note: refused?.note ?? '', problem: refused?.note !== undefined },
        }),
      reservations: reservations.map((one) =>
        reservationView(one, isActive(state) && mayAct(reader), language),
      ),
      steps: steps.map((step) => this.step(step, language)),
      ...(log.length === LOG_LINES && { logCut: say(logCutText(id), language) }),
      log: log.map(({ at, step, text }) => ({ at: momentOf(at, language), step, text })),
    };
  }

  /** What arming would erase, or why it cannot be determined. */
  private async erasure(deployment: Deployment, language: Language): Promise<string | undefined> {
    return this.arming.preview([deployment]).then(
      ([erasure]) => erasure && say(erasure.text, language),
      (error: unknown) => say(describe(error).text, language),
    );
  }

  private step({ name, state, startedAt, endedAt, progress }: StepRow, language: Language) {
    return {
      title: say(this.screens.titleOf(name), language),
      state,
      stateName: say(STATE_NAMES[state], language),
      ...(startedAt && endedAt && { duration: durationText(endedAt.getTime() - startedAt.getTime()) }),
      ...(progress && state === 'running' && { progress: progressView(progress, language) }),
    };
  }
}

function logCutText(id: string): Bilingual {
  return {
    fr: `Les ${LOG_LINES} dernières lignes ; journal complet : etabli deployment log ${id}`,
    en: `The last ${LOG_LINES} lines; full log: etabli deployment log ${id}`,
  };
}

function reservationView(
  { id, text, acceptedBy }: ReservationResult,
  mayAccept: boolean,
  language: Language,
) {
  return { checkId: id, text: say(text, language), acceptedBy, acceptable: mayAccept && !acceptedBy };
}
