import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { logger } from '../../platform/config/index.js';
import { isActive } from '../../platform/core/index.js';
import {
  Channels,
  ClosedNetworks,
  MachineSessions,
  type Channel,
  type Machine,
} from '../../park/machine/index.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import { orderOf } from './order.js';
import { Progression } from './progression.js';
import { StepStore, type Due } from './step.store.js';

const log = logger('deployment');

/** A PC that has booted the environment for an order, and sent its inventory. */
export interface Arrival {
  /** Its environment session. */
  sessionId: string;
  /** What its ticket was given for: `orderOf` the deployment when the ticket was made. */
  order: string;
  address: string;
  port: number;
  /** `ssh-ed25519 AAAA…` */
  hostKey: string;
}

/** What comes of a PC that arrives: its deployment begins, continues, or waits until the PC is confirmed. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly database: DataSource,
    private readonly deployments: DeploymentStore,
    private readonly steps: StepStore,
    private readonly progression: Progression,
    private readonly sessions: MachineSessions,
    private readonly channels: Channels,
    private readonly networks: ClosedNetworks,
  ) {}

  /**
   * Pins the host key of the PC and takes it into the deployment that it was called for. False when there is nothing
   * for it to do: that order has ended or was replaced, or the machine has a newer session.
   */
  async arrive(machine: Machine, arrival: Arrival): Promise<boolean> {
    const known = { machineId: machine.id, serial: machine.serial, macs: machine.ownMacs };
    const found = await this.deployments.activeFor(known);
    if (found === null) return false;
    const closed = await this.networks.proofAt(arrival.address);
    const { taken, due } = await this.database.transaction(async (manager) => {
      const deployment = await this.deployments.lock(manager, found.id);
      if (deployment === null || !isCalledFor(deployment, machine, arrival)) return { taken: false };
      if (!(await this.sessions.holds(manager, arrival.sessionId))) return { taken: false };
      const contested = await this.sessions.isContested(machine.id, manager);
      const { order: _, hostKey: pin, ...place } = arrival;
      const channel: Channel = {
        kind: 'environment',
        protocol: 'ssh',
        pin,
        ...place,
        ...(closed && !contested && { proof: closed }),
      };
      const former = await this.channels.pin(manager, machine.id, channel);
      return { taken: true, due: await this.goOn(manager, deployment, machine, former && !channel.proof) };
    });
    if (taken) this.progression.changed(found.id);
    await this.progression.enqueue(due);
    return taken;
  }

  /** @param isStranger another host key was pinned, and nothing says that this PC is the machine */
  private async goOn(
    manager: EntityManager,
    deployment: Deployment,
    machine: Machine,
    isStranger = false,
  ): Promise<Due | undefined> {
    const { id, state } = deployment;
    log.info({ machine: machine.id, deployment: id, isStranger }, 'a PC arrived for its deployment');
    if (deployment.machineId === null) {
      await this.deployments.move(manager, id, [state], { machineId: machine.id });
    }
    if (state === 'armed') return this.progression.beginning(manager, deployment);
    if (isStranger) {
      await this.progression.hold(manager, id);
      return undefined;
    }
    const held = await this.steps.wake(manager, id, 'machine-confirmed');
    return held ?? this.progression.hear(manager, id, 'environment-booted');
  }
}

function isCalledFor(deployment: Deployment, { id }: Machine, { order }: Arrival): boolean {
  const { state, bootTarget, machineId } = deployment;
  if (!isActive(state) || bootTarget !== 'environment') return false;
  return orderOf(deployment) === order && (machineId === null || machineId === id);
}
