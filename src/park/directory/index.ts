export { Directories } from './directories.service.js';
export { Directory } from './directory.entity.js';
export { DirectoryModule } from './directory.module.js';
export {
  type DirectoryDocument,
  type DirectoryDto,
  type DirectoryTrialDto,
  type Existing,
  type PrinterDto,
} from './directory.schema.js';
export type { JoinAction } from './join/account-decision.js';
export { JoinAccounts, type JoinOrder, type PreparedJoin } from './join/join-accounts.service.js';
export { JoinAccount } from './join/join-account.entity.js';
export { computerFault, unitFault } from './join/join-faults.js';
export { type JoinedAccount, JoinedAccounts } from './join/joined-account.service.js';
export { Revocations } from './join/revocations.service.js';
export { isSameName, isWithin, nameOfDomain, parentOf } from './ldap/names.js';
export { type PreparedUser, UserAccounts, type UserOrder } from './users/user-accounts.service.js';
