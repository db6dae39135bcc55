import { Injectable } from '@nestjs/common';
import { OperatorError } from '../../../../platform/core/index.js';
import { Machines, describeChange, inventorySchema, type Machine } from '../../../../park/machine/index.js';
import { resolveHostname } from '../../../../documents/profile/index.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Takes a fresh inventory, notes which components changed since the last one, and settles the PC's name. */
@Injectable()
export class Inventory implements Step {
  readonly name = 'inventory';
  readonly title = { fr: 'Inventaire du matériel', en: 'Hardware inventory' };
  readonly queue = 'control';
  readonly place = 'environment';
  readonly purposes = ['deploy', 'capture'] as const;
  readonly systems = ['linux'] as const;
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
    if (plan.purpose === 'deploy') await context.remember({ hostname: hostnameOf(plan, machine) });
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

function hostnameOf({ row, profile }: DeployPlan, machine: Machine): string {
  const name =
    row.hostname ??
    resolveHostname(profile.document.hostname?.pattern, { ...machine, assetTag: row.assetTag });
  if (name !== undefined) return name;
  throw new OperatorError(
    {
      fr: 'ce PC n’a pas de nom : ni dans le lot, ni par le profil',
      en: 'this PC has no name: neither in the lot nor by the profile',
    },
    {
      remedy: {
        fr: 'Donnez-lui un nom dans le lot, ou un modèle de nom (hostname.pattern) dans le profil.',
        en: 'Give it a name in the lot, or a name pattern (hostname.pattern) in the profile.',
      },
    },
  );
}
