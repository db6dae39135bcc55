import type { Bilingual } from './bilingual.js';

/** What a step can count. */
export const PROGRESS_UNITS = ['bytes', 'files', 'checks', 'packages', 'seconds'] as const;

/** The progress of a step. `unit` is the unit of `done` and `total`. */
export interface Progress {
  done: number;
  total: number;
  unit: (typeof PROGRESS_UNITS)[number];
}

/** What a step measured. Stored with it, shown on the board, written into the certificate. */
export type Evidence = Record<string, unknown>;

/** Why a step or a deployment failed, for people. */
export interface Failure {
  step: string;
  cause: Bilingual;
  remedy: Bilingual;
}
