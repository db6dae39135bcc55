import type { Bilingual } from '../../platform/core/index.js';

/** What somebody outside can be told of. */
export const EVENT_KINDS = ['deployment.failed', 'deployment.certified', 'lot.done'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const EVENT_NAMES: Record<EventKind, Bilingual> = {
  'deployment.failed': { fr: 'un PC est en échec', en: 'a PC has failed' },
  'deployment.certified': { fr: 'un PC est certifié', en: 'a PC is certified' },
  'lot.done': { fr: 'un lot est terminé', en: 'a lot is done' },
};

/** Of a PC in a message. */
export interface ToldDeployment {
  id: string;
  state: string;
  hostname: string | null;
  serial: string | null;
  mac: string | null;
  assetTag: string | null;
  machineId: string | null;
}

export interface ToldLot {
  id: string;
  number: string;
  customer: string;
  /** The number of PCs that ended in each way; only of a lot that is done. */
  counts?: Record<string, number>;
}

/** What a message says; the body of a webhook is this as JSON. `docs/manual.*.md` documents the fields. */
export interface Told {
  id: string;
  event: EventKind;
  occurredAt: string;
  deployment?: ToldDeployment;
  lot?: ToldLot;
  failure?: { step: string; cause: Bilingual; remedy: Bilingual };
  certificate?: { id: string; number: string; verdict: string };
}

/** The name that a person knows the PC by. */
export function pcName({ hostname, serial, mac, id }: ToldDeployment): string {
  return hostname ?? serial ?? mac ?? id;
}
