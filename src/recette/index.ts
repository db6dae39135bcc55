export {
  SEVERITIES,
  VERDICTS,
  type CheckKind,
  type CheckRequest,
  type CheckResult,
  type DiskLayoutFacts,
  type RecetteFacts,
  type Severity,
  type Verdict,
} from './check.js';
export { CHECKS, unknownKinds, validateChecks } from './checks.js';
export { runRecette } from './run-recette.js';
export { ManualCheck } from './manual-check.entity.js';
export type { ManualAnswer } from './manual-check.store.js';
export { ManualChecks, type ManualCheckRequest, type ManualCheckResult } from './manual-checks.js';
export { ReservationAcceptance } from './reservation-acceptance.entity.js';
export { Reservations, type ReservationResult, type WrittenReservation } from './reservations.js';
export { RecetteModule } from './recette.module.js';
