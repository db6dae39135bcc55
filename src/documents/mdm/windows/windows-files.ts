import { mdm as mdmSection } from '../../profile/index.js';
import { SECURITY_OPTIONS } from '../../windows-tables/index.js';
import { notCovered } from '../coverage.js';
import type { MdmFile, MdmOrder, NotCarried, PlatformFiles } from '../order.js';
import { accountCommands, accountRefusals } from './accounts.js';
import { autopilotFiles } from './autopilot.js';
import { bitlockerCommands, bitlockerRefusals } from './bitlocker.js';
import { authorityCommands, certificateRefusals, clientCertificates } from './certificates.js';
import { computerName } from './computer-name.js';
import { connections, type WindowsConnections } from './connections.js';
import { WINDOWS_COVERAGE } from './coverage.js';
import { customCommands } from './custom.js';
import { customizationFiles } from './customizations.js';
import { deviceLock } from './device-lock.js';
import { edgeFiles } from './edge.js';
import { enrolmentFiles } from './enrolment.js';
import { firewallCommands } from './firewall.js';
import { optionCommands } from './option-commands.js';
import { policyCommands } from './policies.js';
import { syncmlFile } from './syncml.js';
import { updateCommands, updateRefusals } from './updates.js';
import { checkWritable } from './writable.js';

/**
 * The files that enrol a Windows PC (Autopilot, the enrolment link, the settings of a provisioning package), and what
 * the management server sends it later: a SyncML body for each configuration service provider. Networks and Edge
 * policies are also separate files.
 */
export async function windowsFiles(order: MdmOrder): Promise<PlatformFiles> {
  checkWritable(order);
  const { profile } = order;
  const networks = connections(order);
  const customizations = customizationFiles(order);
  return {
    files: [
      ...autopilotFiles(order),
      ...(await enrolmentFiles(order)),
      ...customizations,
      ...networks.files,
      ...syncmlFiles(order, networks),
      ...edgeFiles(profile.restrictions),
    ],
    notCarried: [
      ...computerName(order).notCarried,
      ...(customizations.length > 0 ? [] : namesLeftOut(order)),
      ...networks.notCarried,
      ...certificateRefusals(order),
      ...accountRefusals(order),
      ...notCovered(profile, WINDOWS_COVERAGE),
      ...deviceLock(profile.passcode).notCarried,
      ...updateRefusals(profile.updates),
      ...bitlockerRefusals(profile.encryption),
    ],
  };
}

const NO_PACKAGE = {
  fr: 'ce profil ne demande pas de package d’approvisionnement, qui porterait ce nom',
  en: 'this profile asks for no provisioning package, which would bear this name',
};

/** The names of the profile that have no effect: only a provisioning package or Autopilot uses them. */
function namesLeftOut({ mdm: { identifier, displayName, windows } }: MdmOrder): NotCarried[] {
  const isUsual = identifier === mdmSection.parse({}).identifier;
  const isInAutopilot = windows.autopilot !== undefined && windows.autopilot.correlationId === undefined;
  const names = [
    ...(displayName === undefined ? [] : ['mdm.displayName']),
    ...(isUsual || isInAutopilot ? [] : ['mdm.identifier']),
  ];
  return names.map((option) => ({ option, reason: NO_PACKAGE }));
}

function syncmlFiles(order: MdmOrder, networks: WindowsConnections): MdmFile[] {
  const { profile, mdm } = order;
  return [
    ...syncmlFile('root-certificates', authorityCommands(order)),
    ...syncmlFile('client-certificates', clientCertificates(order)),
    ...syncmlFile('wifi', networks.wifi),
    ...syncmlFile('vpnv2', networks.vpn),
    ...syncmlFile('accounts', accountCommands(order)),
    ...syncmlFile('policy', policyCommands(profile.restrictions)),
    ...syncmlFile('device-lock', deviceLock(profile.passcode).steps),
    ...syncmlFile('update', updateCommands(profile.updates)),
    ...syncmlFile('bitlocker', bitlockerCommands(profile.encryption)),
    ...syncmlFile(
      'defender',
      optionCommands(SECURITY_OPTIONS.defender, mdm.windows.defender, 'mdm.windows.defender'),
    ),
    ...syncmlFile('firewall', firewallCommands(mdm.windows.firewall)),
    ...syncmlFile('custom', customCommands(order)),
  ];
}
