import type { Bilingual } from './bilingual.js';
import { STATE_NAMES } from './state-names.js';
import { DEPLOYMENT_STATES, type DeploymentState } from './states.js';

/** What of a deployment says how it stands. */
export interface Standing {
  state: DeploymentState;
  certificate?: { verdict: string; reservations?: number; failedChecks?: number } | null;
  closedAt?: Date | string | null;
}

/** `reserved` is certified, but not without a word; `closed` is failed, and somebody said what becomes of the PC. */
export type Look = DeploymentState | 'reserved' | 'closed';

const CLOSED: Bilingual = { fr: 'échec, clos', en: 'failed, closed' };

/**
 * How a deployment stands, in words: one that was certified with reservations, or although a check of no weight
 * failed, is never called just "certified".
 */
export function outcomeOf({ state, certificate, closedAt }: Standing): { look: Look; name: Bilingual } {
  if (state === 'failed' && closedAt) return { look: 'closed', name: CLOSED };
  if (state === 'certified' && certificate) {
    const { verdict, reservations, failedChecks = 0 } = certificate;
    if (verdict !== 'conforming') return { look: 'reserved', name: withReservations(reservations) };
    if (failedChecks > 0) return { look: 'reserved', name: withFailedChecks(failedChecks) };
  }
  return { look: state, name: STATE_NAMES[state] };
}

/** How many deployments of a lot are in which state, and of how many the state does not say all. */
export interface StandingCounts {
  counts: Partial<Record<DeploymentState, number>>;
  /** Of the failed ones. */
  closed: number;
  /** Of the certified ones. */
  reserved: number;
}

/** How many stand how, in words, as `outcomeOf` says it of each. What there is none of is left out. */
export function outcomeCounts({ counts, closed, reserved }: StandingCounts): {
  look: Look;
  name: Bilingual;
  count: number;
}[] {
  const apart: Partial<Record<Look, number>> = { certified: reserved, failed: closed };
  const plain = DEPLOYMENT_STATES.map((state) => ({
    look: state,
    name: STATE_NAMES[state],
    count: (counts[state] ?? 0) - (apart[state] ?? 0),
  }));
  const others = [
    { look: 'reserved' as const, name: withReservations(undefined), count: reserved },
    { look: 'closed' as const, name: CLOSED, count: closed },
  ];
  return [...plain, ...others].filter(({ count }) => count > 0);
}

function withReservations(count: number | undefined): Bilingual {
  if (count === undefined) return { fr: 'certifié avec réserves', en: 'certified with reservations' };
  return count === 1
    ? { fr: 'certifié avec 1 réserve', en: 'certified with 1 reservation' }
    : { fr: `certifié avec ${count} réserves`, en: `certified with ${count} reservations` };
}

function withFailedChecks(count: number): Bilingual {
  return count === 1
    ? { fr: 'certifié, 1 contrôle non conforme', en: 'certified, 1 check failed' }
    : { fr: `certifié, ${count} contrôles non conformes`, en: `certified, ${count} checks failed` };
}
