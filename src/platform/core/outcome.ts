import type { Bilingual } from './bilingual.js';
import { STATE_NAMES } from './state-names.js';
import type { DeploymentState } from './states.js';

/** What of a deployment says how it stands. */
export interface Standing {
  state: DeploymentState;
  certificate?: { verdict: string; reservations?: number; failedChecks?: number } | null;
  closedAt?: Date | string | null;
}

/** `reserved` is certified, but not without a word; `closed` is failed, and somebody said what becomes of the PC. */
export type Look = DeploymentState | 'reserved' | 'closed';

/**
 * How a deployment stands, in words: one that was certified with reservations, or although a check of no weight
 * failed, is never called just "certified".
 */
export function outcomeOf({ state, certificate, closedAt }: Standing): { look: Look; name: Bilingual } {
  if (state === 'failed' && closedAt)
    return { look: 'closed', name: { fr: 'échec, clos', en: 'failed, closed' } };
  if (state === 'certified' && certificate) {
    const { verdict, reservations, failedChecks = 0 } = certificate;
    if (verdict !== 'conforming') return { look: 'reserved', name: withReservations(reservations) };
    if (failedChecks > 0) return { look: 'reserved', name: withFailedChecks(failedChecks) };
  }
  return { look: state, name: STATE_NAMES[state] };
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
