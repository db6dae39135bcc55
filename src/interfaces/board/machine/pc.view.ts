import { Injectable } from '@nestjs/common';
import { type Deployment, Deployments, MachineListStore } from '../../../deployment/pipeline/index.js';
import { DeploymentView, type RefusedForm } from '../deployment/deployment.view.js';
import type { Reader } from '../frame/reader.js';
import { MachineView } from './machine.view.js';

/** One PC: its machine, as soon as it is known, and one of its deployments, if it has any. */
@Injectable()
export class PcView {
  constructor(
    private readonly deployments: Deployments,
    private readonly lists: MachineListStore,
    private readonly machine: MachineView,
    private readonly deployment: DeploymentView,
  ) {}

  /** The machine with the deployment that it is seen with. Rejects with NotFoundError. */
  async ofMachine(id: string, reader: Reader) {
    const present = await this.lists.presentOf(id);
    const deployment = present === undefined ? undefined : await this.deployments.get(present);
    return { path: `/machines/${id}`, ...(await this.both(id, deployment, reader)) };
  }

  /** The deployment with its machine. Rejects with NotFoundError. */
  async ofDeployment(id: string, reader: Reader, refused?: RefusedForm) {
    const deployment = await this.deployments.get(id);
    const known = deployment.machineId ?? (await this.lists.machineOfRow(id));
    return { path: `/deployments/${id}`, ...(await this.both(known, deployment, reader, refused)) };
  }

  private async both(
    machineId: string | undefined,
    present: Deployment | undefined,
    reader: Reader,
    refused?: RefusedForm,
  ) {
    const [machine, deployment] = await Promise.all([
      machineId === undefined ? undefined : this.machine.of(machineId, present?.id, reader),
      present === undefined ? undefined : this.deployment.of(present, reader, refused),
    ]);
    const name = deployment?.name ?? machine?.model ?? 'PC';
    return {
      name,
      ...(machine && machine.serial !== name && { serial: machine.serial }),
      // Null, not absent: a template refuses a name that it does not know.
      machine: machine ?? null,
      deployment: deployment ?? null,
    };
  }
}
