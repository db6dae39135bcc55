import { DEFENDER_OPTIONS } from './defender.js';
import {
  AUTO_RUN_OPTION,
  CREDENTIAL_OPTIONS,
  LOGON_OPTIONS,
  REMOTE_ASSISTANCE_OPTIONS,
  SMART_SCREEN_OPTIONS,
  UAC_OPTIONS,
  USB_STORAGE_OPTION,
  VIRTUALISATION_OPTIONS,
} from './hardening.js';
import { NAME_RESOLUTION_OPTIONS, SMB_OPTIONS } from './network.js';
import { AUDIT_OPTIONS, POWERSHELL_OPTIONS } from './recording.js';

/** Security options, in the order in which they are written. */
export const SECURITY_OPTIONS = {
  uac: UAC_OPTIONS,
  credentials: CREDENTIAL_OPTIONS,
  smb: SMB_OPTIONS,
  nameResolution: NAME_RESOLUTION_OPTIONS,
  virtualisation: VIRTUALISATION_OPTIONS,
  smartScreen: SMART_SCREEN_OPTIONS,
  logon: LOGON_OPTIONS,
  usbStorage: USB_STORAGE_OPTION,
  autoRun: AUTO_RUN_OPTION,
  powerShell: POWERSHELL_OPTIONS,
  audit: AUDIT_OPTIONS,
  defender: DEFENDER_OPTIONS,
  remoteAssistance: REMOTE_ASSISTANCE_OPTIONS,
};
