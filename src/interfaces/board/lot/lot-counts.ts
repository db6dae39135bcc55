import { outcomeCounts, type Language, type Look } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { LotView } from '../../../deployment/pipeline/index.js';

/** A number of PCs of a lot by outcome; certificates with reservations and closed failures are separate. */
export interface CountView {
  state: Look;
  /** `prévu · 3`. */
  label: string;
}

export function countsOf(lot: LotView, language: Language): CountView[] {
  return outcomeCounts(lot).map(({ look, name, count }) => ({
    state: look,
    label: `${say(name, language)} · ${count}`,
  }));
}
