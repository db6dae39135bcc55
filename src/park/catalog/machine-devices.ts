import { z } from 'zod';
import { OperatorError } from '../../platform/core/index.js';
import type { Machine } from '../machine/index.js';
import type { Device } from './match/device.js';
import type { RuleMachine } from './match/rules.js';

const id = z.string().min(1).max(200);
const text = z.string().max(1_000).optional();

/** One device of an inventory: with more ids than any PC gives it, it is not taken. */
const deviceSchema = z.object({
  bus: text,
  slot: text,
  name: text,
  class: text,
  hardwareIds: z.array(id).max(64),
  compatibleIds: z.array(id).max(64).default([]),
  disks: z.array(z.string().max(200)).max(256).default([]),
});

/** The devices of a machine's last inventory. Throws OperatorError when it has none. */
export function devicesOf({ id, inventory }: Pick<Machine, 'id' | 'inventory'>): Device[] {
  const { devices } = (inventory ?? {}) as { devices?: unknown };
  const read = z.array(z.unknown()).max(4_096).catch([]).parse(devices);
  const found = read.flatMap((each) => deviceSchema.safeParse(each).data ?? []);
  if (found.length > 0) return found;
  throw new OperatorError(
    {
      fr: `l’inventaire de la machine ${id} ne dit rien de ses périphériques`,
      en: `the inventory of machine ${id} says nothing about its devices`,
    },
    {
      remedy: {
        fr: 'Démarrez ce PC par le réseau : l’environnement refait son inventaire.',
        en: 'Boot this PC from the network: the environment makes its inventory again.',
      },
    },
  );
}

/** What rules are decided on. */
export function ruleMachineOf({ manufacturer, product, inventory }: Machine): RuleMachine {
  const system = inventory?.system;
  return {
    manufacturer: system?.manufacturer ?? manufacturer,
    model: system?.product ?? product,
    systemId: system?.sku,
  };
}
