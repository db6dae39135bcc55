import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ManualAnswerRow } from './manual-answer.entity.js';
import { ManualCheck } from './manual-check.entity.js';
import { ManualCheckStore } from './manual-check.store.js';
import { ManualChecks } from './manual-checks.js';
import { CheckPhoto } from './photos/check-photo.entity.js';
import { CheckPhotoStore } from './photos/check-photo.store.js';
import { CheckPhotos } from './photos/check-photos.js';
import { EvidenceFiles } from './photos/evidence-files.js';
import { RecetteClosing } from './recette-closing.entity.js';
import { ReservationAcceptance } from './reservation-acceptance.entity.js';
import { ReservationStore } from './reservation.store.js';
import { Reservations } from './reservations.js';
import { RecetteSignature } from './signatures/signature.entity.js';
import { SignatureStore } from './signatures/signature.store.js';
import { Signatures } from './signatures/signatures.js';

const ENTITIES = [
  ManualCheck,
  ManualAnswerRow,
  RecetteClosing,
  CheckPhoto,
  RecetteSignature,
  ReservationAcceptance,
];

/** Manual checks, their photos and signatures, and reservations. `runRecette` needs no module. */
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  providers: [
    CheckPhotoStore,
    CheckPhotos,
    EvidenceFiles,
    ManualCheckStore,
    ManualChecks,
    ReservationStore,
    Reservations,
    SignatureStore,
    Signatures,
  ],
  exports: [CheckPhotos, ManualChecks, Reservations, Signatures],
})
export class RecetteModule {}
