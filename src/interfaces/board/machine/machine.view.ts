import { Injectable } from '@nestjs/common';
import { DeploymentStore } from '../../../deployment/pipeline/index.js';
import { Machines } from '../../../park/machine/index.js';
import { IdentityView } from './identity.view.js';
import { machineFacts, modelOf } from './machine-facts.js';
import { moreOf } from '../frame/paging.js';
import type { Reader } from '../frame/reader.js';
import { Refusals } from '../workshop/refusals.js';
import { Rows } from '../workshop/rows.js';

const MOST_DEPLOYMENTS = 50;

/** One machine: its facts, its deployments and its refused tickets. */
@Injectable()
export class MachineView {
  constructor(
    private readonly machines: Machines,
    private readonly deployments: DeploymentStore,
    private readonly rows: Rows,
    private readonly refusals: Refusals,
    private readonly identity: IdentityView,
  ) {}

  /** Rejects with NotFoundError. */
  async of(id: string, reader: Reader) {
    const machine = await this.machines.findById(id);
    const [{ items, total }, refusals, identity] = await Promise.all([
      this.deployments.list({ page: 1, pageSize: MOST_DEPLOYMENTS, machineId: id }),
      this.refusals.ofMachine(machine, reader),
      this.identity.of(id, reader),
    ]);
    return {
      id,
      name: modelOf(machine),
      serial: machine.serial ?? '',
      facts: machineFacts(machine, reader.language),
      rows: await this.rows.of(items, reader.language),
      more: moreOf(items.length, total, reader.language, { by: `/api/deployments?machineId=${id}` }),
      refusals,
      identity,
    };
  }
}
