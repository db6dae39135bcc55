import { z } from 'zod';
import { type OptionTree, SECURITY_OPTIONS } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { optionShape } from './option-shape.js';
import { appLocker } from './security/app-locker.schema.js';
import { bitlocker } from './security/bitlocker.schema.js';
import { remoteDesktop } from './security/remote-desktop.schema.js';

/** A group of options; without it, the default of Windows applies. */
function group<T extends OptionTree>(table: T, description: string) {
  return z.strictObject(optionShape(table)).optional().describe(description);
}

/** Tamper protection keeps real-time protection on, and no answer file can turn it off. */
const defender = z
  .strictObject({
    ...optionShape(SECURITY_OPTIONS.defender),
    exclusions: group(SECURITY_OPTIONS.defender.exclusions, 'What is not scanned'),
  })
  .refine(({ disabled, realTime }) => !(disabled && realTime), {
    path: ['realTime'],
    error: expecting('false ou rien, puisque disabled est true', 'false or nothing, since disabled is true'),
  });

/** Security options. Without an option, the default of Windows applies. */
export const security = z.strictObject({
  ...optionShape(SECURITY_OPTIONS),
  bitlocker: bitlocker.optional().describe('Encryption of the system drive'),
  defender: defender.optional().describe('Microsoft Defender Antivirus'),
  uac: group(SECURITY_OPTIONS.uac, 'User Account Control'),
  smb: group(SECURITY_OPTIONS.smb, 'File sharing'),
  nameResolution: group(SECURITY_OPTIONS.nameResolution, 'Names on the local network'),
  credentials: group(SECURITY_OPTIONS.credentials, 'How passwords are kept and proven'),
  virtualisation: group(SECURITY_OPTIONS.virtualisation, 'Virtualisation-based security'),
  smartScreen: group(SECURITY_OPTIONS.smartScreen, 'SmartScreen'),
  logon: group(SECURITY_OPTIONS.logon, 'The logon screen'),
  remoteDesktop: remoteDesktop.optional().describe('Remote Desktop'),
  remoteAssistance: group(SECURITY_OPTIONS.remoteAssistance, 'Remote Assistance'),
  appLocker: appLocker.optional().describe('Which programs may run'),
  audit: group(SECURITY_OPTIONS.audit, 'What the security log records'),
  powerShell: group(SECURITY_OPTIONS.powerShell, 'Windows PowerShell'),
});
