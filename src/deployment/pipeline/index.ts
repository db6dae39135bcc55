export { Addresses } from './addresses.js';
export { Acceptance } from './acceptance.js';
export { Arrivals, type Arrival } from './arrivals.js';
export { confirmationSchema } from './confirmation.schema.js';
export { Confirmations, type ConfirmationState } from './confirmations.js';
export { Arming } from './arming.js';
export { Deployment } from './deployment.entity.js';
export { DeploymentModule } from './deployment.module.js';
export { DEPLOYMENT_LISTS, DeploymentListStore, type DeploymentList } from './deployment-list.store.js';
export { DeploymentStore } from './deployment.store.js';
export type {
  DeploymentDetailDto,
  DeploymentDto,
  ErasureDto,
  LogLineDto,
  ManualCheckDto,
  ReservationDto,
  StepDto,
} from './deployment.schema.js';
export { deploymentView } from './deployment.views.js';
export { Deployments, type BootDecision } from './deployments.service.js';
export type { Erasure } from './erasure.js';
export { type ErasureSummary, summaryOf } from './erasure-summary.js';
export { WindowsBoot } from './first-boot/windows-boot.entity.js';
export { WindowsAccess } from './first-boot/windows-access.entity.js';
export { WindowsAccesses } from './first-boot/windows-accesses.js';
export { WindowsAccessStore } from './first-boot/windows-access.store.js';
export { type Enrolment, type NextOfWindows, WindowsHandOvers } from './first-boot/windows-hand-overs.js';
export { digestOfSecret } from './first-boot/windows-answers.js';
export { WindowsBootStore } from './first-boot/windows-boot.store.js';
export { WINDOWS_TICKET, WindowsBoots, type Redeemed } from './first-boot/windows-boots.js';
export {
  FIRST_BOOT_PROTOCOL,
  type WindowsReport,
  type WindowsSeal,
  windowsIdentitySchema,
  windowsReportSchema,
  windowsSealSchema,
} from './first-boot/windows-report.schema.js';
export { type FindQuery, type Found, type FindResult } from './find/find.schema.js';
export { Finder } from './find/finder.js';
export {
  type ListedMachine,
  MACHINE_FILTERS,
  MACHINE_SORTS,
  type MachineFilter,
  MachineListStore,
  type MachineSort,
  type PastDeployment,
} from './find/machine-list.store.js';
export { addressIn, LONGEST_QUERY, queryText } from './find/scanned-text.js';
export { HostAddress } from './host-address.entity.js';
export { HostAddressStore } from './host-address.store.js';
export { type ActVerdict, LotActs, missing, nameOf } from './lot-acts.js';
export { Identification, IDENTIFY_SECONDS, type Showing, type Shown } from './identification.js';
export { LocalBoots } from './local-boots.js';
export { type RetryChoice } from './retry.js';
export { LotArming } from './lot-arming.js';
export { LotArchive } from './lot/lot-archive.js';
export { bytesOf } from './lot/request-bytes.js';
export { LotPapers } from './lot/lot-papers.js';
export { LotPausing } from './lot-pausing.js';
export { type Column, COLUMN_TITLES, COLUMNS } from './lot/columns.js';
export {
  columnsOf,
  type Cells,
  DRAFT_FIELDS,
  type DraftContent,
  type DraftField,
  sheetOfDraft,
  unreadOf,
  writtenOf,
} from './lot/draft-content.js';
export { checkedFields, type LotDraft, LotDrafts, orderOf, type Scanned } from './lot/lot-drafts.js';
export { headingOf, type RowProblem, type RowVerdict } from './lot/lot-rows.js';
export {
  type ActVerdictDto,
  actVerdictsSchema,
  LOT_ACTS,
  type LotAct,
  lotActSchema,
  LOT_LISTS,
  type LotChange,
  lotChangeSchema,
  type LotDto,
  type LotList,
  type LotPreviewDto,
} from './lot/lot.schema.js';
export { type Mapping, namesPcs } from './lot/lot-table.js';
export { CheckEvidence } from './by-hand/check-evidence.js';
export { ManualAnswers } from './by-hand/manual-answers.js';
export { Signing, type SigningPlace } from './by-hand/signing.js';
export { People } from './people.js';
export { LotLabels } from './lot/lot-labels.js';
export { Lots, type LotView } from './lot/lots.service.js';
export { Screens, type Screen } from './screens.js';
export { USER_DATA_TICKETS, type UserDataAct } from './steps/backup/user-data-order.js';
export { CAPTURE_TICKET } from './steps/capture-disk/capture-order.js';
export { StepAttempt, type AttemptOutcome } from './step-attempt.entity.js';
export { StepAttemptStore } from './step-attempt.store.js';
export { StepLogStore, type LogLine, type LogQuestion } from './step-log.store.js';
export { STEP_LIST } from './step-list.js';
export type { Step } from './step.js';
export { StepRow } from './step.entity.js';
export { StepStore } from './step.store.js';
export { silentText, timeLeftText } from './time-left/time-left.js';
export { TimeLeft, type Outlook } from './time-left/time-left.service.js';
export { DeploymentWorker } from './worker.js';
