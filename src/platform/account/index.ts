export {
  ForbiddenError,
  PasswordChangeRequiredError,
  retryAfterOf,
  TooManyAttemptsError,
  UnauthenticatedError,
} from './access-errors.js';
export {
  type Access,
  accessOf,
  accountOf,
  BeforePasswordChange,
  csrfTokenOfRequest,
  CurrentAccount,
  Machine,
  MachineSession,
  Public,
  Roles,
  ScreensToo,
} from './access.js';
export type { CreatedTokenDto, TokenDto, UserDto } from './account.schema.js';
export type { SecretDto, SecretUseDto } from './secret.controller.js';
export { AccountModule } from './account.module.js';
export type { Account } from './account.entity.js';
export { type NewAccount, Accounts } from './accounts.js';
export { type Actor, actorOf, type KnownAccount, SYSTEM } from './actor.js';
export type { ApiToken } from './api-token.entity.js';
export { ApiTokens } from './api-tokens.js';
export { AttemptLimit } from './attempt-limit.js';
export { type Act, Audit, type Lately } from './audit.js';
export type { AuditFilter } from './audit-filter.js';
export { AuditEntry } from './audit-entry.entity.js';
export { SecretApprovals } from './secret-approvals.js';
export { holdBody } from './held-bodies.js';
export { LocalToken } from './local-token.js';
export { MACHINE_SESSIONS, type MachineSessionCheck } from './machine-session.js';
export { isLocalPeer, isLoopbackAddress, isSentFromHere, markLocal } from './peer.js';
export { AccountPin } from './account-pin.entity.js';
export { Pins, PIN_FORM } from './pins.js';
export { randomPassword } from './password.js';
export { READ_BODY, type ReadBody } from './read-body.js';
export { setRetryAfter, tellWhen } from './retry-after.js';
export { mustNotBeKept } from './secret-answer.js';
export { type CreatedWallScreenDto, newWallScreenSchema, type WallScreenDto } from './wall-screen.schema.js';
export { WallScreens, type WallScreenView } from './wall-screens.js';
export {
  addressOf,
  clearSessionCookie,
  screenTokenOf,
  sessionTokenOf,
  setScreenCookie,
  setSessionCookie,
} from './session-cookie.js';
export { Sessions } from './sessions.js';
