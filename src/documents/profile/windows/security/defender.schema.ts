import { z } from 'zod';
import { expecting } from '../../expected.js';
import { option } from '../option.js';
import { windowsText } from '../windows-text.js';
import { choice, flag, registry } from './choice.js';

const DEFENDER = 'SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const GUARD = `${DEFENDER}\\Windows Defender Exploit Guard`;

/** Rules of attack surface reduction, by what they block. */
const RULES = [
  'vulnerable-signed-drivers',
  'adobe-reader-child-processes',
  'office-child-processes',
  'credential-theft-from-lsass',
  'executable-content-from-mail',
  'untrusted-executables',
  'obfuscated-scripts',
  'scripts-launching-downloads',
  'office-executable-content',
  'office-code-injection',
  'office-communication-child-processes',
  'wmi-persistence',
  'psexec-and-wmi-commands',
  'restart-in-safe-mode',
  'untrusted-programs-from-usb',
  'copied-system-tools',
  'webshells-on-servers',
  'win32-calls-from-office-macros',
  'ransomware',
] as const;

const excluded = (most: number, without: string, fr: string, en: string) =>
  z
    .array(windowsText(most, without, fr, en).describe('One of them'))
    .max(200)
    .default([]);

const exclusions = z.strictObject({
  paths: option(
    excluded(260, '"<>|', 'un dossier ou un fichier', 'a folder or a file'),
    'Folders and files that are not scanned',
    registry(`${DEFENDER}\\Exclusions\\Paths`, ''),
  ),
  extensions: option(
    excluded(64, '"<>|\\\\\\/:', 'une extension : vhdx', 'an extension: vhdx'),
    'Extensions that are not scanned',
    registry(`${DEFENDER}\\Exclusions\\Extensions`, ''),
  ),
  processes: option(
    excluded(260, '"<>|', 'un programme : sqlservr.exe', 'a program: sqlservr.exe'),
    'Programs whose files are not scanned',
    registry(`${DEFENDER}\\Exclusions\\Processes`, ''),
  ),
});

/**
 * Microsoft Defender Antivirus, by policies that its own settings cannot undo. While tamper protection is on
 * (which no answer file can turn off), Windows goes on with real-time protection whatever they say.
 */
export const defender = z
  .strictObject({
    disabled: flag(
      'As much of it off as policies can: real-time protection, behaviour, downloads, the cloud. Tamper protection, once on, overrules this; only another antivirus turns it off for good',
      registry(`${DEFENDER}\\Real-Time Protection`, 'DisableRealtimeMonitoring'),
    ),
    realTime: flag(
      'Real-time protection',
      registry(`${DEFENDER}\\Real-Time Protection`, 'DisableRealtimeMonitoring'),
    ),
    cloud: choice(
      ['off', 'basic', 'advanced'],
      'Protection from the cloud',
      registry(`${DEFENDER}\\Spynet`, 'SpynetReporting'),
    ),
    cloudBlocking: choice(
      ['default', 'moderate', 'high', 'high-plus', 'zero-tolerance'],
      'How readily the cloud blocks an unknown file',
      registry(`${DEFENDER}\\MpEngine`, 'MpCloudBlockLevel'),
    ),
    cloudWaitSeconds: option(
      z.int().min(0).max(50).optional(),
      'How much longer than 10 s a file is held back while the cloud looks at it',
      registry(`${DEFENDER}\\MpEngine`, 'MpBafsExtendedTimeout'),
    ),
    samples: choice(
      ['ask', 'safe', 'never', 'all'],
      'Which samples are sent to Microsoft',
      registry(`${DEFENDER}\\Spynet`, 'SubmitSamplesConsent'),
    ),
    unwantedApps: choice(
      ['off', 'block', 'audit'],
      'Potentially unwanted applications',
      registry(DEFENDER, 'PUAProtection'),
    ),
    networkProtection: choice(
      ['off', 'block', 'audit'],
      'Connections to dangerous addresses',
      registry(`${GUARD}\\Network Protection`, 'EnableNetworkProtection'),
    ),
    controlledFolders: choice(
      ['off', 'block', 'audit'],
      'Changes of documents by unknown programs',
      registry(`${GUARD}\\Controlled Folder Access`, 'EnableControlledFolderAccess'),
    ),
    exclusions: exclusions.optional().describe('What is not scanned'),
    attackSurface: option(
      z
        .partialRecord(
          z.enum(RULES),
          z.enum(['off', 'block', 'audit', 'warn']).describe('What the rule does'),
        )
        .optional(),
      'Rules of attack surface reduction, each off, block, audit or warn',
      registry(`${GUARD}\\ASR\\Rules`, ''),
    ),
  })
  .refine(({ disabled, realTime }) => !(disabled && realTime), {
    path: ['realTime'],
    error: expecting('false ou rien, puisque disabled est true', 'false or nothing, since disabled is true'),
  });
