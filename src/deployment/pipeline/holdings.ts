import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JoinAccounts } from '../../park/directory/index.js';
import { Licences } from '../../park/licence/index.js';
import type { KnownPc } from './erasure.js';
import { WindowsAccesses } from './first-boot/windows-accesses.js';
import type { DeployPlan } from './plan.js';
import { licenceNeeds } from './windows/planned-programs.js';

/** A deployment that is armed, or about to be. */
export interface Order {
  id: string;
  plan: DeployPlan;
  pc: KnownPc;
}

/**
 * What deployments hold outside of themselves: licences, accounts in a directory, the way into a running Windows. It
 * is taken and given back in the transaction that arms or ends them.
 */
@Injectable()
export class Holdings {
  constructor(
    private readonly licences: Licences,
    private readonly joins: JoinAccounts,
    private readonly accesses: WindowsAccesses,
  ) {}

  /** Whether there is enough for all of them. Throws InputError with what lacks; takes nothing. */
  mustSuffice(orders: readonly Order[]): Promise<void> {
    return this.licences.mustSuffice(orders.map(holderOf));
  }

  /** Takes what they need. What an earlier deployment of these machines held of them is over. */
  async take(manager: EntityManager, orders: readonly Order[]): Promise<void> {
    const machineIds = orders.flatMap(({ pc }) => pc.machine?.id ?? []);
    await this.accesses.forget(manager, { machineIds });
    await this.licences.reserve(manager, orders.map(holderOf));
  }

  /** They were called off: nothing of them counts. */
  async giveBack(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await this.accesses.forget(manager, { deploymentIds: ids });
    await this.joins.callOff(manager, [...ids]);
    await this.licences.giveBack(manager, ids);
  }

  /** One that failed was closed: what its PC uses already stays as it is. */
  async giveBackUnused(manager: EntityManager, id: string): Promise<void> {
    await this.accesses.forget(manager, { deploymentIds: [id] });
    await this.joins.callOffUnused(manager, id);
    await this.licences.giveBack(manager, [id]);
  }
}

function holderOf({ id, plan, pc }: Order) {
  const needs = licenceNeeds(plan.profile.document, plan.programs);
  return { deploymentId: id, machineId: pc.machine?.id, needs };
}
