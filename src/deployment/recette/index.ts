export {
  SEVERITIES,
  VERDICTS,
  type CheckKind,
  type CheckRequest,
  type CheckResult,
  isClear,
  type Judgement,
  MissingFact,
  type DiskLayoutFacts,
  type FactTypes,
  type Severity,
  type Verdict,
} from './check.js';
export { CHECKS, knownNames, validateChecks, type RecetteFacts } from './checks.js';
export { optionChecks, optionsScript, registryAnswer, registryHolds } from './kinds/windows-options.js';
export { judgedResult, judgeReported, runRecette } from './run-recette.js';
export { ManualCheck } from './manual-check.entity.js';
export { MANUAL_VERDICTS, type ManualAnswer, type ManualVerdict } from './manual-check.store.js';
export { ManualAnswerRow } from './manual-answer.entity.js';
export {
  type AnswerableCheck,
  answersClosed,
  type GivenAnswer,
  ManualChecks,
  type ManualCheckRequest,
  type ManualCheckResult,
  type PastAnswer,
} from './manual-checks.js';
export { helpFor, manualRequests, type CheckHelp } from './ready-checks.js';
export { VERDICT_NAMES } from './verdict-names.js';
export { CheckPhoto } from './photos/check-photo.entity.js';
export {
  type CheckPlace,
  CheckPhotos,
  LARGEST_PHOTO,
  MOST_PHOTOS,
  type TakenPhoto,
} from './photos/check-photos.js';
export { PICTURE_TYPES, type Picture, type PictureType } from './photos/picture.js';
export { RecetteClosing } from './recette-closing.entity.js';
export { RecetteSignature, SIGNATURE_ROLES, type SignatureRole } from './signatures/signature.entity.js';
export { LARGEST_DRAWING, type Signature, Signatures, type Signer } from './signatures/signatures.js';
export { ReservationAcceptance } from './reservation-acceptance.entity.js';
export { Reservations, type ReservationResult, type WrittenReservation } from './reservations.js';
export { RecetteModule } from './recette.module.js';
export type { WindowsAsked } from './windows/asked.js';
export { WINDOWS_CHECKS, WINDOWS_KNOWN } from './windows/checks.js';
export { measuredSchema } from './windows/measurements.js';
export { judgeMeasured, measuringOrder, type WindowsRecette } from './windows/run-windows.js';
export { type ReferenceEntry, referenceOf, windowsReference } from './windows/reference.js';
