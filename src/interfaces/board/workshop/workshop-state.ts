import type { Language } from '../../../platform/core/index.js';
import type { RefusalsView } from './refusals.js';
import type { NoticesView } from '../machine/machine-notices.js';
import type { Pc } from './pc.js';
import type { LotLine, Mark } from './workshop.store.js';

/** What concerns no deployment: notices about machines, and refused tickets, which only technicians see. */
export interface Asides {
  notices: Record<Language, NoticesView>;
  refusals: Record<Language, RefusalsView>;
}

/** The workshop at one moment. Never changed: a change makes another one. */
export interface WorkshopState {
  /** Under way, or failed and not closed, by id. */
  present: ReadonlyMap<string, Pc>;
  /** With what they were read. */
  marks: ReadonlyMap<string, Mark>;
  /** Armed PCs are counted in their lots. */
  lots: readonly LotLine[];
  /** The last that ended, newest first. */
  ended: readonly Pc[];
  asides: Asides;
}
