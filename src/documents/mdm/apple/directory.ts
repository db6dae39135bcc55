import type { ProfileMdm } from '../../profile/index.js';
import type { AppleContext, ApplePart, Content } from './apple-context.js';
import { mapped, onePayload, type Places } from './mapped.js';

type Directory = NonNullable<ProfileMdm['apple']['directory']>;

const PLAIN: Places<Directory> = {
  domain: 'HostName',
  user: 'UserName',
  computerName: 'ClientID',
  organizationalUnit: 'ADOrganizationalUnit',
  mountStyle: 'ADMountStyle',
};

/** Keys that only take effect with `<key>Flag` set to true. */
const FLAGGED: Places<Directory> = {
  mobileAccount: 'ADCreateMobileAccountAtLogin',
  confirmMobileAccount: 'ADWarnUserBeforeCreatingMA',
  localHome: 'ADForceHomeLocal',
  uncPath: 'ADUseWindowsUNCPath',
  allDomains: 'ADAllowMultiDomainAuth',
  shell: 'ADDefaultUserShell',
  preferredServer: 'ADPreferredDCServer',
  administrators: 'ADDomainAdminGroupList',
  namespace: 'ADNamespace',
  packetSigning: 'ADPacketSign',
  packetEncryption: 'ADPacketEncrypt',
  ddnsInterfaces: 'ADRestrictDDNS',
  passwordIntervalDays: 'ADTrustChangePassIntervalDays',
};

/** com.apple.DirectoryService.managed: a Mac joined to Active Directory. */
export function directoryPart(given: Directory, context: AppleContext): ApplePart {
  const option = 'mdm.apple.directory';
  const flagged = Object.entries(mapped(given, FLAGGED, option, 'macos').content);
  const content: Content = {
    ...mapped(given, PLAIN, option, 'macos').content,
    Password: given.password && context.secretText(`${option}.password`, given.password),
    ...Object.fromEntries(
      flagged.flatMap(([key, value]) => [
        [`${key}Flag`, true],
        [key, value],
      ]),
    ),
  };
  return onePayload({
    type: 'com.apple.DirectoryService.managed',
    kind: 'directory',
    title: given.domain,
    content,
  });
}
