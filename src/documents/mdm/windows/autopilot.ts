import { stableUuid } from '../../connection/index.js';
import type { ProfileMdm } from '../../profile/index.js';
import { JSON_TEXT, PLAIN_TEXT } from '../media-types.js';
import type { MdmFile, MdmOrder } from '../order.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { computerName } from './computer-name.js';

type Autopilot = NonNullable<ProfileMdm['windows']['autopilot']>;

/** Format of the file since Windows 10 1809. */
export const AUTOPILOT_VERSION = 2049;

/**
 * Bits of CloudAssignedOobeConfig. The first five are documented, MS Learn "Windows Autopilot for existing devices".
 * The others are written by the Microsoft module WindowsAutoPilotIntune and read by Get-AutopilotDiagnostics.
 */
export const OOBE_BITS = {
  skipCortana: 1,
  standardUser: 2,
  skipPrivacy: 4,
  skipOemRegistration: 8,
  skipEula: 16,
  // TPM attestation, and device authentication.
  selfDeploying: 32 + 64,
  tpmRequired: 128,
  skipUpgrade: 256,
  skipKeyboard: 1024,
} as const satisfies Record<keyof Autopilot['oobe'], number>;

/**
 * The file that Windows reads in `%windir%\Provisioning\Autopilot`, and the script that collects the hardware hash for
 * Intune.
 */
export function autopilotFiles(order: MdmOrder): MdmFile[] {
  const { autopilot } = order.mdm.windows;
  if (autopilot === undefined) return [];
  const { name } = computerName(order);
  const json = ascii(JSON.stringify(configuration(order, autopilot, name), null, 2));
  const script = renderTemplate('mdm/windows/collect-hardware-hash.ps1', {});
  return [
    {
      name: 'autopilot/AutopilotConfigurationFile.json',
      mediaType: JSON_TEXT,
      bytes: Buffer.from(`${json.replaceAll('\n', '\r\n')}\r\n`, 'ascii'),
    },
    { name: 'autopilot/collect-hardware-hash.ps1', mediaType: PLAIN_TEXT, bytes: Buffer.from(script) },
  ];
}

function configuration({ profile, mdm }: MdmOrder, autopilot: Autopilot, name: string | undefined): object {
  const { tenantId, tenantDomain, forcedEnrolment, join, language, region } = autopilot;
  const forced = Number(forcedEnrolment);
  const branding = {
    ZeroTouchConfig: {
      CloudAssignedTenantUpn: '',
      ForcedEnrollment: forced,
      CloudAssignedTenantDomain: tenantDomain,
    },
  };
  return {
    Comment_File: autopilot.comment ?? `Profile ${profile.name}`,
    Version: AUTOPILOT_VERSION,
    ZtdCorrelationId:
      autopilot.correlationId ?? stableUuid(`autopilot ${mdm.identifier} ${tenantId} ${profile.name}`),
    CloudAssignedTenantId: tenantId,
    CloudAssignedTenantDomain: tenantDomain,
    CloudAssignedOobeConfig: oobeConfig(autopilot.oobe),
    CloudAssignedDomainJoinMethod: join === 'hybrid' ? 1 : 0,
    CloudAssignedForcedEnrollment: forced,
    CloudAssignedAadServerData: JSON.stringify(branding),
    ...(name === undefined ? {} : { CloudAssignedDeviceName: name }),
    ...(language === undefined ? {} : { CloudAssignedLanguage: language }),
    ...(region === undefined ? {} : { CloudAssignedRegion: region }),
    CloudAssignedAutopilotUpdateDisabled: autopilot.updates ? 0 : 1,
    CloudAssignedAutopilotUpdateTimeout: autopilot.updateTimeoutMinutes * 60_000,
    ...(autopilot.skipDomainCheck === undefined
      ? {}
      : { HybridJoinSkipDCConnectivityCheck: Number(autopilot.skipDomainCheck) }),
  };
}

function oobeConfig(oobe: Autopilot['oobe']): number {
  return Object.entries(OOBE_BITS).reduce(
    (sum, [name, bit]) => (oobe[name as keyof typeof OOBE_BITS] === true ? sum + bit : sum),
    0,
  );
}

/** Windows ignores a file in UTF-8 or UTF-16, so other characters than ASCII are escaped. RFC 8259 §7. */
function ascii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
