import { z } from 'zod';
import { appLocker } from './security/app-locker.schema.js';
import { audit, powerShell } from './security/audit.schema.js';
import { bitlocker } from './security/bitlocker.schema.js';
import { defender } from './security/defender.schema.js';
import {
  autoRun,
  credentials,
  logon,
  nameResolution,
  smartScreen,
  smb,
  uac,
  usbStorage,
  virtualisation,
} from './security/hardening.schema.js';
import { remoteAssistance, remoteDesktop } from './security/remote-access.schema.js';

/** What protects the PC. What is absent stays as Windows has it. */
export const security = z.strictObject({
  bitlocker: bitlocker.optional().describe('Encryption of the system drive'),
  defender: defender.optional().describe('Microsoft Defender Antivirus'),
  uac: uac.optional().describe('User Account Control'),
  smb: smb.optional().describe('File sharing'),
  nameResolution: nameResolution.optional().describe('Names on the local network'),
  credentials: credentials.optional().describe('How passwords are kept and proven'),
  virtualisation: virtualisation.optional().describe('Virtualisation-based security'),
  smartScreen: smartScreen.optional().describe('SmartScreen'),
  logon: logon.optional().describe('The logon screen'),
  remoteDesktop: remoteDesktop.optional().describe('Remote Desktop'),
  remoteAssistance: remoteAssistance.optional().describe('Remote Assistance'),
  usbStorage,
  autoRun,
  appLocker: appLocker.optional().describe('Which programs may run'),
  audit: audit.optional().describe('What the security log records'),
  powerShell: powerShell.optional().describe('Windows PowerShell'),
});
