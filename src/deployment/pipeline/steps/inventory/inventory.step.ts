import { Injectable } from '@nestjs/common';
import { Machines, describeChange, inventorySchema } from '../../../../park/machine/index.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { nameOf } from './pc-name.js';

/** Takes a fresh inventory, notes which components changed since the last one, and settles the PC's name. */
@Injectable()
export class Inventory implements Step {
  readonly name = 'inventory';
  readonly title = { fr: 'Inventaire du matériel', en: 'Hardware inventory' };
  readonly queue = 'control';
  readonly place = 'environment';
  readonly purposes = ['deploy', 'capture'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(private readonly machines: Machines) {}

  async run(context: StepContext): Promise<StepOutcome> {
    const inventory = inventorySchema.parse(await context.agent('inventory', {}));
    const changes = await this.machines.recordInventory(context.machineId, inventory);
    await context.remember({
      firmware: inventory.firmware.kind,
      secureBoot: inventory.firmware.secureBoot ?? undefined,
      componentChanges: [...(context.facts.componentChanges ?? []), ...changes.map(describeChange)],
    });
    const machine = await context.machine();
    const { plan } = context;
    if (plan.purpose === 'deploy') await context.remember({ hostname: nameOf(plan, machine) });
    return done({
      serial: machine.serial ?? null,
      product: inventory.system?.product ?? null,
      memoryBytes: inventory.memory?.totalBytes ?? null,
      disks: inventory.disks.map(({ path, model, serial, sizeBytes }) => ({
        path,
        model,
        serial,
        sizeBytes,
      })),
      firmware: inventory.firmware.kind,
      secureBoot: inventory.firmware.secureBoot ?? null,
    });
  }
}
