import type { Bilingual } from './bilingual.js';
import { STATE_NAMES } from './state-names.js';
import { DEPLOYMENT_STATES, type DeploymentState } from './states.js';

/** The fields of a deployment that determine its outcome. */
export interface Standing {
  state: DeploymentState;
  certificate?: { verdict: string; reservations?: number; failedChecks?: number } | null;
  closedAt?: Date | string | null;
}

/** `reserved`: certified with reservations. `closed`: failed, and somebody recorded what becomes of the PC. */
export type Look = DeploymentState | 'reserved' | 'closed';

const CLOSED: Bilingual = { fr: 'échec, clos', en: 'failed, closed' };

/**
 * The outcome of a deployment for people. One that was certified with reservations or with a failed optional check
 * is never called just "certified".
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

/** The number of deployments of a lot in each state, and of those that `outcomeOf` names apart. */
export interface StandingCounts {
  counts: Partial<Record<DeploymentState, number>>;
  /** Of the failed ones. */
  closed: number;
  /** Of the certified ones. */
  reserved: number;
}

/** The number of deployments for each outcome, named as by `outcomeOf`. Zeros are left out. */
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
