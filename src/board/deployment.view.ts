import { Injectable } from '@nestjs/common';
import { describe, isActive, say, STATE_NAMES, type Bilingual, type Language } from '../core/index.js';
import {
  Arming,
  Deployments,
  Screens,
  StepStore,
  type Deployment,
  type StepRow,
} from '../deployment/index.js';
import { ManualChecks, Reservations, type ReservationResult } from '../recette/index.js';
import { CurrentStepStore } from './current-step.store.js';
import { actionsOf } from './deployment-actions.js';
import { durationText, momentOf } from './moment.js';
import { progressView } from './progress.view.js';
import { mayAct, type Reader } from './reader.js';
import { nameOf } from './rows.js';

const LOG_LINES = 200;
const SEVERITIES: Record<string, Bilingual> = {
  blocking: { fr: 'bloquant', en: 'blocking' },
  reserve: { fr: 'réserve', en: 'reservation' },
  information: { fr: 'information', en: 'information' },
};

/** One deployment: where it is, what went wrong, and what the reader may do. */
@Injectable()
export class DeploymentView {
  constructor(
    private readonly deployments: Deployments,
    private readonly steps: StepStore,
    private readonly lines: CurrentStepStore,
    private readonly screens: Screens,
    private readonly arming: Arming,
    private readonly manual: ManualChecks,
    private readonly reservations: Reservations,
  ) {}

  async of(id: string, reader: Reader) {
    const deployment = await this.deployments.get(id);
    const { language } = reader;
    const [steps, log, manual, reservations, erasure] = await Promise.all([
      this.steps.ofDeployment(id),
      this.lines.lastLines(id, LOG_LINES),
      isActive(deployment.state) && mayAct(reader) ? this.manual.pending(id) : [],
      this.reservations.results(id),
      deployment.state === 'planned' ? this.erasure(deployment, language) : undefined,
    ]);
    const { facts, failure, state, startedAt, endedAt } = deployment;
    return {
      id,
      name: nameOf(deployment),
      state,
      stateName: say(STATE_NAMES[state], language),
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
      ...(facts.certificate && { certificate: facts.certificate }),
      erasure,
      actions: mayAct(reader) ? actionsOf(state, language) : [],
      manual: manual.map(({ id: checkId, title, severity }) => ({
        checkId,
        title: say(title, language),
        severity: say(SEVERITIES[severity] ?? { fr: severity, en: severity }, language),
      })),
      reservations: reservations.map((one) =>
        reservationView(one, isActive(state) && mayAct(reader), language),
      ),
      steps: steps.map((step) => this.step(step, language)),
      log: log.map(({ at, step, text }) => ({ at: momentOf(at, language), step, text })),
    };
  }

  /** What arming would erase; or why that cannot be said. */
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

function reservationView(
  { id, text, acceptedBy }: ReservationResult,
  mayAccept: boolean,
  language: Language,
) {
  return { checkId: id, text: say(text, language), acceptedBy, acceptable: mayAccept && !acceptedBy };
}
