import type { Notice } from './notice.js';
import type { ShortMemory } from './short-memory.entity.js';

/** Measured: the environment is unpacked into half of the memory and needs the rest to run. */
export const LEAST_MEMORY_MIB = 768;

/** The notice about a PC with too little memory. */
export function shortMemoryNotice(found: ShortMemory): Notice {
  const { mac, serial, machineId, foundMib, firstSeenAt, lastSeenAt } = found;
  const value = serial ?? mac;
  const text = {
    fr: `Le PC ${value} a ${foundMib} Mio de mémoire, il en faut au moins ${LEAST_MEMORY_MIB} : il n’a pas démarré par le réseau et rien n’y a été changé. Ajoutez de la mémoire, puis rallumez-le.`,
    en: `The PC ${value} has ${foundMib} MiB of memory and needs at least ${LEAST_MEMORY_MIB}: it did not boot from the network and nothing on it was changed. Add memory, then power it on again.`,
  };
  const machineIds = machineId === null ? [] : [machineId];
  return { kind: 'short-memory', value, text, machineIds, firstSeenAt, lastSeenAt };
}
