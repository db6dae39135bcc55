import { z } from 'zod';
import { registryAnswer } from '../kinds/windows-options.js';

/** A value of the registry of the PC that a kind reads. */
export interface StoredPlace {
  hive: 'machine' | 'logonScreen';
  key: string;
  name: string;
  /** Only whether it is there is told: it may hold a password. */
  secret?: boolean;
}

/** A REG_DWORD or REG_QWORD, a text, bytes as `01-FF`, several texts; true for a secret that is there; null for none. */
export type StoredValue = number | string | true | null | readonly string[];

export function machine(key: string, name: string): StoredPlace {
  return { hive: 'machine', key, name };
}

export function secretOf(place: StoredPlace): StoredPlace {
  return { ...place, secret: true };
}

/** What the probe `registry` answers. */
export const readsSchema = z.object({ reads: z.array(registryAnswer) });
export type Read = z.output<typeof registryAnswer>;

export function pathOf({ hive, key, name }: Pick<Read, 'hive' | 'key' | 'name'>): string {
  return JSON.stringify([hive, key, name]).toLowerCase();
}

const valueSchema = z.union([z.number(), z.string(), z.array(z.string())]);

/** The value of a read; undefined when it could not be read, or is of a form that Windows does not use there. */
export function valueOf(read: Read | undefined, isSecret = false): StoredValue | undefined {
  if (read === undefined || read.state === 'unreadable') return undefined;
  if (read.state === 'absent') return null;
  if (isSecret) return true;
  return valueSchema.safeParse(read.value).data;
}
