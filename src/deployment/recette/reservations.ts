import { Injectable } from '@nestjs/common';
import { NotFoundError, storable, storableJson, type Bilingual } from '../../platform/core/index.js';
import type { ReservationAcceptance } from './reservation-acceptance.entity.js';
import { ReservationStore } from './reservation.store.js';

/** A reservation that a check leads to: the name of the check on the certificate, and the text. */
export interface WrittenReservation {
  check: string;
  text: Bilingual;
}

/** A reservation with its acceptance; `id` is unique in the deployment. `acceptedAt` is ISO 8601 in UTC. */
export interface ReservationResult extends WrittenReservation {
  id: string;
  acceptedBy?: string;
  acceptedAt?: string;
}

/** The reservations that must be accepted by name. The caller of `accept` wakes the deployment. */
@Injectable()
export class Reservations {
  constructor(private readonly store: ReservationStore) {}

  /** Sets the reservations to be accepted. Can be repeated: an acceptance is kept while the text is the same. */
  async expect(deploymentId: string, reservations: readonly WrittenReservation[]): Promise<void> {
    const seen = new Map<string, number>();
    const rows = reservations.map(({ check, text }) => {
      const count = (seen.get(check) ?? 0) + 1;
      seen.set(check, count);
      return { checkId: count === 1 ? check : `${check}-${count}`, checkName: check, text };
    });
    await this.store.replace(deploymentId, storableJson(rows));
  }

  /**
   * Accepts a reservation; `complete` is true when no other is open. An earlier acceptance is kept. Throws
   * NotFoundError for an unknown reservation.
   */
  async accept(deploymentId: string, id: string, by: string): Promise<{ complete: boolean }> {
    if (!(await this.store.accept(deploymentId, id, storable(by))))
      throw new NotFoundError({
        fr: `ce déploiement n’a pas de réserve « ${id} » à accepter`,
        en: `this deployment has no reservation "${id}" to accept`,
      });
    return { complete: (await this.pending(deploymentId)).length === 0 };
  }

  /** The reservations that are not accepted. */
  async pending(deploymentId: string): Promise<ReservationResult[]> {
    return (await this.results(deploymentId)).filter(({ acceptedBy }) => acceptedBy === undefined);
  }

  /** All reservations, in the order of the checks. */
  async results(deploymentId: string): Promise<ReservationResult[]> {
    return (await this.store.ofDeployment(deploymentId)).map(resultOf);
  }
}

function resultOf(row: ReservationAcceptance): ReservationResult {
  return {
    id: row.checkId,
    check: row.checkName,
    text: row.text,
    ...(row.acceptedBy !== null && { acceptedBy: row.acceptedBy }),
    ...(row.acceptedAt !== null && { acceptedAt: row.acceptedAt.toISOString() }),
  };
}
