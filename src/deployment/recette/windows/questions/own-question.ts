import type { StoredPlace } from '../stored.js';

/** How the PC is asked of an option that no registry value of its row shows. */
export interface OwnQuestion {
  /** Of the options: `windows.comfort.power.plan`. */
  option: RegExp;
  probe: string;
  /** Undefined when the probe does not tell. */
  answer(source: { value: unknown; asked: unknown; name: string }): OwnAnswer | undefined;
}

export interface OwnAnswer {
  isSo: boolean;
  /** What the PC has instead. */
  measured: string;
}

/** A registry value that several options write together. */
export interface OwnRead {
  option: RegExp;
  place: Omit<StoredPlace, 'hive'> & { hive: StoredPlace['hive'] | 'defaultUser' };
  answer(source: { stored: unknown; asked: unknown; name: string }): OwnAnswer | undefined;
}
