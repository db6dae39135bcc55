import { z } from 'zod';
import { choice, flag, late, place, row, script, toggle, WINDOWS_POLICIES } from '../option-row.js';
import { windowsText } from '../windows-text.js';

/** MS-GPAC §2.2.1.2: the first part of each GUID. GUIDs are used because the names are translated. */
const SUBCATEGORIES = {
  processCreation: '0CCE922B',
  processTermination: '0CCE922C',
  plugAndPlay: '0CCE9248',
  logon: '0CCE9215',
  logoff: '0CCE9216',
  accountLockout: '0CCE9217',
  specialLogon: '0CCE921B',
  otherLogon: '0CCE921C',
  groupMembership: '0CCE9249',
  credentialValidation: '0CCE923F',
  userAccounts: '0CCE9235',
  computerAccounts: '0CCE9236',
  securityGroups: '0CCE9237',
  fileSystem: '0CCE921D',
  registry: '0CCE921E',
  fileShare: '0CCE9224',
  detailedFileShare: '0CCE9244',
  removableStorage: '0CCE9245',
  otherObjectAccess: '0CCE9227',
  sensitivePrivileges: '0CCE9228',
  auditPolicyChange: '0CCE922F',
  authenticationPolicyChange: '0CCE9230',
  authorisationPolicyChange: '0CCE9231',
  firewallRuleChange: '0CCE9232',
  securityStateChange: '0CCE9210',
  securitySystemExtension: '0CCE9211',
  systemIntegrity: '0CCE9212',
};
type Subcategory = keyof typeof SUBCATEGORIES;

/** POLICY_AUDIT_EVENT_SUCCESS is 1, POLICY_AUDIT_EVENT_FAILURE 2. */
const OUTCOMES = { none: 0, success: 1, failure: 2, both: 3 };

const events = z.partialRecord(
  z.enum(Object.keys(SUBCATEGORIES) as [Subcategory, ...Subcategory[]]),
  z.enum(['none', 'success', 'failure', 'both']).meta({
    description: 'Which outcomes are recorded',
    descriptionFr: 'Quels résultats sont enregistrés',
  }),
);

/** The settings for `audit-policy.ps1`; undefined if no event is listed. */
function auditedEvents(asked: z.output<typeof events>) {
  const named = Object.entries(asked) as [Subcategory, keyof typeof OUTCOMES][];
  if (named.length === 0) return undefined;
  return {
    events: named.map(([name, outcome]) => ({
      guid: `{${SUBCATEGORIES[name]}-69AE-11D9-BED3-505054503030}`,
      outcome: OUTCOMES[outcome],
    })),
  };
}

/** Audit policy: the events in the security log. */
export const AUDIT_OPTIONS = {
  commandLine: toggle(
    {
      fr: 'L’enregistrement d’un nouveau processus contient sa ligne de commande ; qui lit le journal lit les secrets qui s’y trouvent',
      en: 'Whether the record of a new process holds its command line; whoever reads the log reads the secrets in it',
    },
    flag(
      'machine',
      'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit',
      'ProcessCreationIncludeCmdLine_Enabled',
    ),
  ),
  events: row(
    {
      fr: 'Sortes d’événements, chacune none, success, failure ou both',
      en: 'Kinds of events, each none, success, failure or both',
    },
    events,
    // Otherwise, the nine old audit categories of a policy override the subcategories.
    place('machine', 'SYSTEM\\CurrentControlSet\\Control\\Lsa', 'SCENoApplyLegacyAuditPolicy', () => 1),
    script('system', 'security/audit-policy', 'auditpol /set /subcategory:{…}', auditedEvents),
  ),
};

const POWERSHELL = `${WINDOWS_POLICIES}\\PowerShell`;

/**
 * Windows PowerShell: which scripts may run, and logging. Logging starts at the first logon, because earlier scripts
 * may hold secrets that would be logged.
 */
export const POWERSHELL_OPTIONS = {
  // The setting of the PC, not the policy: the policy would block the remaining scripts of the answer file.
  executionPolicy: choice(
    { fr: 'Quels scripts s’exécutent', en: 'Which scripts run' },
    ['Restricted', 'AllSigned', 'RemoteSigned', 'Unrestricted'],
    place('machine', 'SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell', 'ExecutionPolicy'),
  ),
  scriptBlocks: toggle(
    {
      fr: 'Chaque script est enregistré dans le journal des événements',
      en: 'Whether every script is recorded in the event log',
    },
    late(flag('machine', `${POWERSHELL}\\ScriptBlockLogging`, 'EnableScriptBlockLogging')),
  ),
  modules: toggle(
    {
      fr: 'Les commandes sont enregistrées avec leurs paramètres',
      en: 'Whether commands are recorded with their parameters',
    },
    late(flag('machine', `${POWERSHELL}\\ModuleLogging`, 'EnableModuleLogging')),
    late(place('machine', `${POWERSHELL}\\ModuleLogging\\ModuleNames`, '*', { true: '*' })),
  ),
  transcripts: row(
    {
      fr: 'Dossier où les sessions entières sont enregistrées',
      en: 'Folder where whole sessions are recorded',
    },
    windowsText(200, '"<>|*?\\/', 'un dossier : C:\\Transcripts', 'a folder: C:\\Transcripts'),
    late(place('machine', `${POWERSHELL}\\Transcription`, 'EnableTranscripting', () => 1)),
    late(place('machine', `${POWERSHELL}\\Transcription`, 'EnableInvocationHeader', () => 1)),
    late(place('machine', `${POWERSHELL}\\Transcription`, 'OutputDirectory')),
  ),
};
