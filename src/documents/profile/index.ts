export { type OrderedProfile, profileOfOrder, profileOrderShape } from './profile-order.js';
export type { ProfileCertificate } from './certificate.schema.js';
export { expecting, findingsOf } from './expected.js';
export { hostnameFault, type HostnameFacts, resolveHostname } from './hostname.js';
export { isSecretValue, type ManagedValue, type ManagedValues } from './mdm/managed-values.schema.js';
export { mdm, type ProfileMdm } from './mdm/mdm.schema.js';
export { type AppleValue, type AppleValues, isSpecial } from './mdm/apple-custom.schema.js';
export { isDeviceNameTemplate } from './mdm/windows-autopilot.schema.js';
export {
  isEnterprise,
  isPersonal,
  type ProfileWifi,
  WIFI_SECURITIES,
  type WifiSecurity,
} from './network.schema.js';
export { isReadyCheck, READY_CHECKS, type ReadyCheck, SIGNING_ROLES } from './manual-checks.js';
export { documentOfToday, type SecureBoot } from './names-of-today.js';
export { profileIn } from './profile-reading.js';
export { digestOf, parseProfile, readProfile } from './profile-document.js';
export { type ProfileDocument, profileJsonSchema, profileSchema } from './profile.schema.js';
export { DISK_BUSES, type DiskBus, type DiskChoice, type DiskRule, type JudgedDisk } from './disk-choice.js';
export { judgeDisks, selectDisk } from './select-disk.js';
export { keyed, type SecretReference, secretsOf, usesAmong, usesOf } from './secret-references.js';
export { parseSize } from './size.js';
export { isNestedTooDeeply } from './yaml-depth.js';
export { type UserDataOptions } from './user-data.schema.js';
export {
  targetsOfImage,
  WINDOWS_ARCHITECTURES,
  WINDOWS_TARGETS,
  type WindowsArchitecture,
  type WindowsTarget,
} from '../windows-tables/index.js';
export type { ProfileEncryption } from './encryption.schema.js';
export type { ProfilePasscode } from './passcode.schema.js';
export type { ProfileRestrictions } from './restrictions.schema.js';
export type { ProfileUpdates } from './updates.schema.js';
export type { ProfileVpn } from './vpn.schema.js';
export type { DiskAssertions, WindowsBus } from './windows/disk-assertions.schema.js';
export { isAdministratorAutologon } from './windows/autologon-account.js';
export { type AskedOption, askedOptions, type RegistryRead } from './windows/asked-options.js';
export { type DraftedImage, draftSecret, imageDraft } from './windows/image-draft.js';
export type { WindowsSection } from './windows/windows.schema.js';
export { type WindowsDiskLayout, windowsDiskLayout } from './windows/disk-layout.js';
export { withSecret } from './windows/connection-xml.schema.js';
export type { WindowsFirewall } from './windows/firewall.schema.js';
export type { WindowsInterface } from './windows/interface.schema.js';
export type { WindowsNetwork } from './windows/network.schema.js';
export {
  type NotCarried,
  type ProfileSection,
  type SectionCoverage,
  sectionsNotCarried,
} from './section-coverage.js';
export { update as windowsUpdate, type WindowsUpdate } from './windows/update.schema.js';
export type { WindowsActivation } from './windows/activation.schema.js';
export type { WindowsPersonalise } from './windows/personalise.schema.js';
export { remoteDesktop } from './windows/security/remote-desktop.schema.js';
