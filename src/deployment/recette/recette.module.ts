import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ManualCheck } from './manual-check.entity.js';
import { ManualCheckStore } from './manual-check.store.js';
import { ManualChecks } from './manual-checks.js';
import { ReservationAcceptance } from './reservation-acceptance.entity.js';
import { ReservationStore } from './reservation.store.js';
import { Reservations } from './reservations.js';

/** Manual checks and reservations. `runRecette` needs no module. */
@Module({
  imports: [TypeOrmModule.forFeature([ManualCheck, ReservationAcceptance])],
  providers: [ManualCheckStore, ManualChecks, ReservationStore, Reservations],
  exports: [ManualChecks, Reservations],
})
export class RecetteModule {}
