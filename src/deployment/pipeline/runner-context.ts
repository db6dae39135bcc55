import { Injectable } from '@nestjs/common';
import type { Bilingual } from '../../platform/core/index.js';
import { Channels, MachineLifeStore, Machines } from '../../park/machine/index.js';
import { SshIdentity } from '../../platform/vault/index.js';
import type { Deployment } from './deployment.entity.js';
import { WindowsAccesses } from './first-boot/windows-accesses.js';
import { DeploymentStore } from './deployment.store.js';
import type { Plan } from './plan.js';
import { KeptRemotes } from './kept-remotes.js';
import { StepContext } from './step-context.js';
import { StepLogStore } from './step-log.store.js';
import type { Step } from './step.js';
import { givesSecret } from './step-list.js';
import { StepStore, type Claim } from './step.store.js';

/** Opens the context of a step. */
@Injectable()
export class RunnerContext {
  constructor(
    private readonly steps: StepStore,
    private readonly stepLog: StepLogStore,
    private readonly deployments: DeploymentStore,
    private readonly machines: Machines,
    private readonly lives: MachineLifeStore,
    private readonly channels: Channels,
    private readonly keptRemotes: KeptRemotes,
    private readonly identity: SshIdentity,
    private readonly windowsAccesses: WindowsAccesses,
  ) {}

  open(
    deployment: Deployment & { plan: Plan },
    claim: Claim,
    signal: AbortSignal,
    titleOf: (name: string) => Bilingual,
    step: Step,
  ): StepContext {
    return new StepContext({
      claim,
      deploymentId: deployment.id,
      machineId: deployment.machineId ?? '',
      plan: deployment.plan,
      facts: deployment.facts,
      signal,
      steps: this.steps,
      stepLog: this.stepLog,
      deployments: this.deployments,
      machines: this.machines,
      lives: this.lives,
      channels: this.channels,
      keptRemotes: this.keptRemotes,
      place: step.place,
      needsProof: givesSecret(step, deployment.plan),
      logins: {
        privateKey: this.identity.privateKeyPem(),
        windows: () => this.windowsAccesses.loginOf(deployment.id),
      },
      titleOf,
    });
  }

  /** This worker does not continue the deployment: closes the connection that was kept for it. */
  drop(deploymentId: string): Promise<void> {
    return this.keptRemotes.drop(deploymentId);
  }
}
