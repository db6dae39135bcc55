import { secret, sectionPart } from './rows.js';

/** A key that only takes effect when `<key>Flag` is true. */
const flagged = (key: string) => [{ key: `${key}Flag`, as: () => true }, key];

/** com.apple.DirectoryService.managed: joins a Mac to Active Directory. */
export const directoryPart = sectionPart(
  'directory',
  'com.apple.DirectoryService.managed',
  'directory',
  ({ domain }) => domain,
  {
    domain: 'HostName',
    user: 'UserName',
    computerName: 'ClientID',
    organizationalUnit: 'ADOrganizationalUnit',
    mountStyle: 'ADMountStyle',
    password: secret('Password'),
    mobileAccount: flagged('ADCreateMobileAccountAtLogin'),
    confirmMobileAccount: flagged('ADWarnUserBeforeCreatingMA'),
    localHome: flagged('ADForceHomeLocal'),
    uncPath: flagged('ADUseWindowsUNCPath'),
    allDomains: flagged('ADAllowMultiDomainAuth'),
    shell: flagged('ADDefaultUserShell'),
    preferredServer: flagged('ADPreferredDCServer'),
    administrators: flagged('ADDomainAdminGroupList'),
    namespace: flagged('ADNamespace'),
    packetSigning: flagged('ADPacketSign'),
    packetEncryption: flagged('ADPacketEncrypt'),
    ddnsInterfaces: flagged('ADRestrictDDNS'),
    passwordIntervalDays: flagged('ADTrustChangePassIntervalDays'),
  },
);
