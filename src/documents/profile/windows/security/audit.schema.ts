import { z } from 'zod';
import { option } from '../option.js';
import { windowsText } from '../windows-text.js';
import { choice, flag, registry } from './choice.js';

/** Subcategories of the audit policy that may be set. */
const SUBCATEGORIES = [
  'processCreation',
  'processTermination',
  'plugAndPlay',
  'logon',
  'logoff',
  'accountLockout',
  'specialLogon',
  'otherLogon',
  'groupMembership',
  'credentialValidation',
  'userAccounts',
  'computerAccounts',
  'securityGroups',
  'fileSystem',
  'registry',
  'fileShare',
  'detailedFileShare',
  'removableStorage',
  'otherObjectAccess',
  'sensitivePrivileges',
  'auditPolicyChange',
  'authenticationPolicyChange',
  'authorisationPolicyChange',
  'firewallRuleChange',
  'securityStateChange',
  'securitySystemExtension',
  'systemIntegrity',
] as const;

/** What the security log records. */
export const audit = z.strictObject({
  commandLine: flag(
    'Whether the record of a new process holds its command line; whoever reads the log reads what secrets stand there',
    registry(
      'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit',
      'ProcessCreationIncludeCmdLine_Enabled',
    ),
  ),
  events: option(
    z
      .partialRecord(
        z.enum(SUBCATEGORIES),
        z.enum(['none', 'success', 'failure', 'both']).describe('Which outcomes are recorded'),
      )
      .optional(),
    'Kinds of events, each none, success, failure or both',
    'script system auditpol /set /subcategory:{…}',
  ),
});

const POWERSHELL = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell';
const late = (key: string, name: string) => `script firstLogon HKLM\\${key} ${name}`;

/** Windows PowerShell: what runs, and what is recorded. Recording begins at the first logon, after what this file ran with secrets. */
export const powerShell = z.strictObject({
  executionPolicy: choice(
    ['Restricted', 'AllSigned', 'RemoteSigned', 'Unrestricted'],
    'Which scripts run',
    registry('SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell', 'ExecutionPolicy'),
  ),
  scriptBlocks: flag(
    'Whether every script is recorded in the event log',
    late(`${POWERSHELL}\\ScriptBlockLogging`, 'EnableScriptBlockLogging'),
  ),
  modules: flag(
    'Whether commands are recorded with their parameters',
    late(`${POWERSHELL}\\ModuleLogging`, 'EnableModuleLogging'),
  ),
  transcripts: option(
    windowsText(200, '"<>|*?\\/', 'un dossier : C:\\Transcripts', 'a folder: C:\\Transcripts').optional(),
    'Folder where whole sessions are recorded',
    late(`${POWERSHELL}\\Transcription`, 'OutputDirectory'),
  ),
});
