import {
  DEPLOYMENT_STATES,
  outcomeOf,
  say,
  STATE_NAMES,
  type Language,
  type Look,
} from '../../platform/core/index.js';
import type { LotView } from '../../deployment/pipeline/index.js';
import { momentOf } from './moment.js';

/** How many PCs of a lot stand how; certificates that are not without a word, and closed failures, apart. */
export interface CountView {
  state: Look;
  count: number;
  name: string;
}

export function countsOf({ counts, closed, reserved }: LotView, language: Language): CountView[] {
  const apart: Partial<Record<Look, number>> = { certified: reserved, failed: closed };
  const plain = DEPLOYMENT_STATES.map((state) => ({
    state,
    count: (counts[state] ?? 0) - (apart[state] ?? 0),
    name: say(STATE_NAMES[state], language),
  }));
  const closedName = outcomeOf({ state: 'failed', closedAt: new Date() }).name;
  const reservedName = { fr: 'certifié avec réserves', en: 'certified with reservations' };
  const others: CountView[] = [
    { state: 'reserved', count: reserved, name: say(reservedName, language) },
    { state: 'closed', count: closed, name: say(closedName, language) },
  ];
  return [...plain, ...others].filter(({ count }) => count > 0);
}

/** A lot as a card of the first page. */
export function lotCard(lot: LotView, language: Language) {
  return {
    id: lot.id,
    number: lot.number,
    customer: lot.customer,
    profile: `${lot.profile.name} v${lot.profile.version}`,
    at: momentOf(lot.createdAt, language),
    ended: lot.ended,
    counts: countsOf(lot, language),
  };
}
