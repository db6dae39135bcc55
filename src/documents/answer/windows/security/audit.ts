import { renderTemplate } from '../../../../platform/template/index.js';
import { dword, type RegistryValue, registryScript, text } from '../registry.js';
import { powershell } from '../option-values.js';
import type { Security, SecurityPart } from './security-section.js';
import { set } from './value-of-option.js';

type Events = NonNullable<NonNullable<Security['audit']>['events']>;

/** MS-GPAC §2.2.1.2: the first part of each GUID; the names are translated, these are not. */
const SUBCATEGORIES: Record<keyof Events, string> = {
  securityStateChange: '0CCE9210',
  securitySystemExtension: '0CCE9211',
  systemIntegrity: '0CCE9212',
  logon: '0CCE9215',
  logoff: '0CCE9216',
  accountLockout: '0CCE9217',
  specialLogon: '0CCE921B',
  otherLogon: '0CCE921C',
  fileSystem: '0CCE921D',
  registry: '0CCE921E',
  fileShare: '0CCE9224',
  otherObjectAccess: '0CCE9227',
  sensitivePrivileges: '0CCE9228',
  processCreation: '0CCE922B',
  processTermination: '0CCE922C',
  auditPolicyChange: '0CCE922F',
  authenticationPolicyChange: '0CCE9230',
  authorisationPolicyChange: '0CCE9231',
  firewallRuleChange: '0CCE9232',
  userAccounts: '0CCE9235',
  computerAccounts: '0CCE9236',
  securityGroups: '0CCE9237',
  credentialValidation: '0CCE923F',
  detailedFileShare: '0CCE9244',
  removableStorage: '0CCE9245',
  plugAndPlay: '0CCE9248',
  groupMembership: '0CCE9249',
};

/** POLICY_AUDIT_EVENT_SUCCESS is 1, POLICY_AUDIT_EVENT_FAILURE 2. */
const OUTCOMES = { none: 0, success: 1, failure: 2, both: 3 };

/** What the security log and PowerShell record. */
export const audit: SecurityPart = ({ audit: asked = {}, powerShell }) => {
  const events = Object.entries(asked.events ?? {}) as [keyof Events, keyof typeof OUTCOMES][];
  const logging = loggingValues(powerShell);
  return {
    scripts: [
      ...(events.length > 0 ? [powershell('system', 'audit-policy', auditScript(events))] : []),
      // Not before the first logon: what runs before it may hold secrets, which the log would keep.
      ...(logging.length > 0
        ? [powershell('firstLogon', 'powershell-logging', registryScript(logging))]
        : []),
    ],
  };
};

function auditScript(events: [keyof Events, keyof typeof OUTCOMES][]): string {
  return renderTemplate('answer/windows/security/audit-policy.ps1', {
    events: events.map(([name, outcome]) => ({
      guid: `{${SUBCATEGORIES[name]}-69AE-11D9-BED3-505054503030}`,
      outcome: OUTCOMES[outcome],
    })),
  });
}

function loggingValues(powerShell: Security['powerShell'] = {}): RegistryValue[] {
  const key = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell';
  const { scriptBlocks, modules, transcripts } = powerShell;
  return [
    ...set(`${key}\\ScriptBlockLogging`, 'EnableScriptBlockLogging', scriptBlocks),
    ...set(`${key}\\ModuleLogging`, 'EnableModuleLogging', modules),
    ...(modules ? [text('machine', `${key}\\ModuleLogging\\ModuleNames`, '*', '*')] : []),
    ...(transcripts === undefined
      ? []
      : [
          dword('machine', `${key}\\Transcription`, 'EnableTranscripting', 1),
          dword('machine', `${key}\\Transcription`, 'EnableInvocationHeader', 1),
          text('machine', `${key}\\Transcription`, 'OutputDirectory', transcripts),
        ]),
  ];
}
