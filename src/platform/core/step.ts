import type { Bilingual } from './bilingual.js';

/** How far a step is. `unit` is what `done` and `total` count. */
export interface Progress {
  done: number;
  total: number;
  unit: 'bytes' | 'files' | 'checks' | 'packages' | 'seconds';
}

/** What a step measured; kept with it, shown on the board and written into the certificate. */
export type Evidence = Record<string, unknown>;

/** Why a step or a deployment failed, for a person. */
export interface Failure {
  step: string;
  cause: Bilingual;
  remedy: Bilingual;
}
