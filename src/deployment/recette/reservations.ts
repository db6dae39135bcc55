import { Injectable } from '@nestjs/common';
import { NotFoundError, storable, storableJson, type Bilingual } from '../../platform/core/index.js';
import type { ReservationAcceptance } from './reservation-acceptance.entity.js';
import { ReservationStore } from './reservation.store.js';

/** What a check left open: its name on the certificate, and the reservation written out. */
export interface WrittenReservation {
  check: string;
  text: Bilingual;
}

/** The same with who accepted it; `id` tells two of the same check apart. `acceptedAt` is ISO 8601 in UTC. */
export interface ReservationResult extends WrittenReservation {
  id: string;
  acceptedBy?: string;
  acceptedAt?: string;
}

/** The reservations that wait for somebody's word. Who waits is told of the last one by whoever gave it. */
@Injectable()
export class Reservations {
  constructor(private readonly store: ReservationStore) {}

  /** Sets what is to be accepted; safe to repeat: what was accepted stays so while it says the same. */
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
   * Accepts one under that name; `complete` tells that none is left open. The first word stands. Throws
   * NotFoundError for a reservation that is not there.
   */
  async accept(deploymentId: string, id: string, by: string): Promise<{ complete: boolean }> {
    if (!(await this.store.accept(deploymentId, id, storable(by))))
      throw new NotFoundError({
        fr: `aucune réserve « ${id} » n’attend d’acceptation pour ce déploiement`,
        en: `no reservation "${id}" waits to be accepted for this deployment`,
      });
    return { complete: (await this.pending(deploymentId)).length === 0 };
  }

  /** Those that nobody has accepted yet. */
  async pending(deploymentId: string): Promise<ReservationResult[]> {
    return (await this.results(deploymentId)).filter(({ acceptedBy }) => acceptedBy === undefined);
  }

  /** All of them, in the order of the checks. */
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
