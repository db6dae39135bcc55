import { Inject, Injectable } from '@nestjs/common';
import {
  isActive,
  type Bilingual,
  type DeploymentState,
  type Failure,
  type Progress,
} from '../../platform/core/index.js';
import type { Machine } from '../../park/machine/index.js';
import { DeploymentStore } from './deployment.store.js';
import { STEP_LIST } from './step-list.js';
import type { Step } from './step.js';
import { StepStore } from './step.store.js';

/** What the screen of a PC in the environment shows. */
export interface Screen {
  /** `paused`: the lot is, and no step of this PC runs. */
  state: DeploymentState | 'unknown' | 'paused';
  hostname?: string;
  lot?: string;
  step?: { name: string; title: Bilingual };
  /** The step's place among `count`, from 1. */
  position?: number;
  count?: number;
  progress?: Progress;
  failure?: Failure;
}

/** Reads what to show on a machine's own screen. */
@Injectable()
export class Screens {
  constructor(
    private readonly deployments: DeploymentStore,
    private readonly steps: StepStore,
    @Inject(STEP_LIST) private readonly list: readonly Step[],
  ) {}

  /** The active deployment of the machine, or its latest one: a failure stays on the screen. */
  async of(machine: Pick<Machine, 'id'>): Promise<Screen> {
    const latest = async () =>
      (await this.deployments.list({ page: 1, pageSize: 1, machineId: machine.id })).items[0];
    const deployment =
      (await this.deployments.activeFor({ machineId: machine.id, macs: [] })) ?? (await latest());
    if (deployment === undefined) return { state: 'unknown' };
    const rows = await this.steps.ofDeployment(deployment.id);
    const current = rows.find(({ state }) => state !== 'done');
    const isHeld = current?.state === 'queued' || current?.state === 'pending';
    const isPaused = isHeld && isActive(deployment.state) && (await this.deployments.isPaused(deployment.id));
    return {
      state: isPaused ? 'paused' : deployment.state,
      hostname: deployment.facts.hostname ?? deployment.hostname ?? undefined,
      lot: deployment.plan?.purpose === 'deploy' ? deployment.plan.lot.number : undefined,
      ...(current === undefined
        ? {}
        : {
            step: { name: current.name, title: this.titleOf(current.name) },
            position: current.position + 1,
            count: rows.length,
            progress: current.progress ?? undefined,
          }),
      failure: deployment.failure ?? undefined,
    };
  }

  titleOf(name: string): Bilingual {
    return this.list.find((step) => step.name === name)?.title ?? { fr: name, en: name };
  }
}
