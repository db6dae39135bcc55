import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit, type Actor } from '../../platform/account/index.js';
import { ConflictError, PermanentError, isActive, type EtabliError } from '../../platform/core/index.js';
import { Channels, MachineSessions, Machines, pinFingerprint, type Proof } from '../../park/machine/index.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import { Progression } from './progression.js';
import { STEP_LIST, givesSecret } from './step-list.js';
import type { Step } from './step.js';
import { StepStore, type Due } from './step.store.js';

/** What a machine's screen and the board show: a code must be typed, or two PCs claim the machine. */
export type ConfirmationState = 'wanted' | 'contested';

type Outcome = { refusal: EtabliError } | { due?: Due };

/** A person confirms that the PC in front of them is the machine, by the code on its screen. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly database: DataSource,
    private readonly deployments: DeploymentStore,
    private readonly steps: StepStore,
    private readonly progression: Progression,
    private readonly machines: Machines,
    private readonly sessions: MachineSessions,
    private readonly channels: Channels,
    private readonly audit: Audit,
    @Inject(STEP_LIST) private readonly list: readonly Step[],
  ) {}

  /** Whether somebody must confirm the machine; undefined when nobody needs to. */
  async stateOf(machineId: string): Promise<ConfirmationState | undefined> {
    const deployment = await this.active(machineId);
    if (deployment === null || deployment.bootTarget !== 'environment') return undefined;
    if (await this.sessions.isContested(machineId)) return 'contested';
    const channel = await this.channels.of(machineId, 'environment');
    if (channel === undefined || channel.proof !== undefined) return undefined;
    return (await this.isWanted(deployment)) ? 'wanted' : undefined;
  }

  /**
   * The step that waits for it runs again. Rejects with PermanentError for a wrong code, and with ConflictError when no code
   * can be right: none is shown, its time has passed, or two PCs claim the machine. Each is audited.
   */
  async confirm(machineId: string, code: string, actor: Actor): Promise<void> {
    await this.machines.findById(machineId);
    const found = await this.active(machineId);
    if (found === null) throw nothingToConfirm();
    const outcome = await this.database.transaction<Outcome>(async (manager) => {
      const deployment = await this.deployments.lock(manager, found.id);
      if (deployment === null || !isActive(deployment.state)) return { refusal: nothingToConfirm() };
      return this.decide(manager, deployment, machineId, code, actor);
    });
    if ('refusal' in outcome) throw outcome.refusal;
    this.progression.changed(found.id);
    await this.progression.enqueue(outcome.due);
  }

  /** Within a transaction that is committed in any case: a wrong code counts. */
  private async decide(
    manager: EntityManager,
    deployment: Deployment,
    machineId: string,
    code: string,
    actor: Actor,
  ): Promise<Outcome> {
    const session = await this.sessions.current(machineId, manager);
    const channel = await this.channels.of(machineId, 'environment', manager);
    if (session === undefined || channel?.sessionId !== session) return { refusal: nothingToConfirm() };
    const record = (action: string, data: object) => {
      const subject = { kind: 'machine', id: machineId };
      const what = { session, hostKey: pinFingerprint(channel), deployment: deployment.id };
      const act = { actor, action, subject, data: { ...what, ...data }, address: channel.address };
      return this.audit.record(act, manager);
    };
    if (await this.sessions.isContested(machineId, manager)) {
      await record('machine.confirm-refused', { reason: 'contested' });
      return { refusal: contested() };
    }
    if (channel.proof !== undefined) return { due: await this.heard(manager, deployment.id) };
    const attempt = await this.sessions.attempt(manager, session, code);
    if (attempt.kind !== 'right') {
      await record('machine.confirm-refused', { reason: attempt.kind });
      return { refusal: attempt.kind === 'wrong' ? wrongCode(attempt.left) : expiredCode() };
    }
    const proof: Proof = { kind: 'code', by: actor.name, at: new Date() };
    await this.channels.prove(manager, machineId, session, proof);
    await record('machine.confirm', {});
    return { due: await this.heard(manager, deployment.id) };
  }

  private heard(manager: EntityManager, deploymentId: string): Promise<Due | undefined> {
    return this.progression.hear(manager, deploymentId, 'machine-confirmed');
  }

  private active(machineId: string): Promise<Deployment | null> {
    return this.deployments.activeFor({ machineId, macs: [] });
  }

  /** Whether a step waits for it now, or a later one will. */
  private async isWanted({ id, plan }: Deployment): Promise<boolean> {
    const rows = await this.steps.ofDeployment(id);
    const secret = this.list
      .filter((step) => plan !== null && givesSecret(step, plan))
      .map(({ name }) => name);
    return rows.some(
      ({ name, state, waitsFor }) =>
        (state === 'waiting' && waitsFor === 'machine-confirmed') ||
        (state !== 'done' && secret.includes(name)),
    );
  }
}

function nothingToConfirm(): ConflictError {
  return new ConflictError(
    {
      fr: 'il n’y a rien à confirmer pour cette machine',
      en: 'there is nothing to confirm for this machine',
    },
    {
      remedy: {
        fr: 'Armez son déploiement et démarrez le PC par le réseau : le code s’affiche à son écran.',
        en: 'Arm its deployment and boot the PC from the network: the code shows on its screen.',
      },
    },
  );
}

function contested(): ConflictError {
  return new ConflictError(
    {
      fr: 'deux PC s’annoncent comme cette machine : aucun ne peut être confirmé',
      en: 'two PCs claim to be this machine: neither can be confirmed',
    },
    {
      remedy: {
        fr: 'Débranchez celui qui n’est pas le bon, attendez une minute, puis tapez le code de celui qui reste.',
        en: 'Unplug the one that is not the right one, wait for a minute, then type the code of the one that stays.',
      },
    },
  );
}

function wrongCode(left: number): PermanentError {
  return new PermanentError(
    { fr: 'ce n’est pas le code affiché à l’écran du PC', en: 'this is not the code on the PC’s screen' },
    {
      remedy:
        left === 0
          ? {
              fr: 'Ce code ne vaut plus : le PC va en afficher un autre, tapez celui-là.',
              en: 'This code is no longer good: the PC will show another one, type that one.',
            }
          : {
              fr: `Relisez le code à l’écran du PC. Essais restants : ${left}.`,
              en: `Read the code on the PC’s screen again. Tries left: ${left}.`,
            },
      data: { triesLeft: left },
    },
  );
}

function expiredCode(): ConflictError {
  return new ConflictError(
    { fr: 'ce code ne vaut plus', en: 'this code is no longer good' },
    {
      remedy: {
        fr: 'Tapez le code que l’écran du PC affiche maintenant.',
        en: 'Type the code that the PC’s screen shows now.',
      },
    },
  );
}
