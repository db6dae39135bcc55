import { Injectable } from '@nestjs/common';
import { isActive, outcomeOf, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { nameOf, Screens, type Deployment } from '../../../deployment/pipeline/index.js';
import { PresentStepStore } from './present-step.store.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { groupOf, isForAPerson, type PresentStep } from './pc.js';
import { handOf } from './pc-rows.js';
import { progressView } from '../frame/progress.view.js';

/** A deployment as a row of a table. */
export interface RowView {
  href: string;
  name: string;
  serial?: string;
  state: string;
  stateName: string;
  step?: { title: string; position: number; count: number; value: number; max: number; detail?: string };
  failure?: string;
  /** The one thing that the PC waits for, where a page of its own is for it. */
  action?: { href: string; text: string };
  at: Moment;
}

/** Deployments as rows, with the current step of each. */
@Injectable()
export class Rows {
  constructor(
    private readonly steps: PresentStepStore,
    private readonly screens: Screens,
  ) {}

  async of(deployments: Deployment[], language: Language): Promise<RowView[]> {
    const active = deployments.filter(({ state }) => isActive(state)).map(({ id }) => id);
    const steps = await this.steps.of(active);
    return deployments.map((deployment) => this.row(deployment, steps.get(deployment.id), language));
  }

  private row(deployment: Deployment, step: PresentStep | undefined, language: Language): RowView {
    const name = nameOf(deployment);
    const { state, serial, failure, endedAt, startedAt, armedAt, createdAt, closedAt, facts } = deployment;
    const outcome = outcomeOf({ state, certificate: facts.certificate, closedAt });
    const hand = step && waitOf(deployment, step);
    return {
      href: `/deployments/${deployment.id}`,
      name,
      ...(serial !== null && serial !== name && { serial }),
      state: hand ? 'hand' : outcome.look,
      stateName: say(hand?.name ?? outcome.name, language),
      ...(hand?.action && { action: { ...hand.action, text: say(hand.action.text, language) } }),
      ...(step && state !== 'armed' && { step: this.stepView(step, language) }),
      ...(failure && { failure: say(failure.cause, language) }),
      at: momentOf(endedAt ?? startedAt ?? armedAt ?? createdAt, language),
    };
  }

  /** The bar shows the progress of the step or, without one, its position among the steps. */
  private stepView({ name, position, count, progress }: PresentStep, language: Language): RowView['step'] {
    const bar = progress ? progressView(progress, language) : undefined;
    return {
      title: say(this.screens.titleOf(name), language),
      position: position + 1,
      count,
      value: bar?.value ?? position,
      max: bar?.max ?? count,
      ...(bar?.text && { detail: bar.text }),
    };
  }
}

/** What a person has to do before it goes on, as the workshop says it; undefined where nobody is waited for. */
function waitOf({ id, machineId, state, closedAt }: Deployment, step: PresentStep) {
  const group = groupOf({ state, closedAt, step });
  return isForAPerson(group) && group !== 'failed' ? handOf(group, { id, machineId }) : undefined;
}
