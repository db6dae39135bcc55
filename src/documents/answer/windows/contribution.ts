import type { ProfileDocument, WindowsSection } from '../../profile/index.js';
import type { PlacedSettings } from './answer-tree.js';

/** Where a script runs on the PC. */
export const SCRIPT_PHASES = ['system', 'defaultUser', 'firstLogon', 'everyUser'] as const;
/**
 * `system`: in specialize, as SYSTEM, before any account exists.
 * `defaultUser`: the same, with the default user hive loaded at HKU\DefaultUser.
 * `firstLogon`: at the first logon, as the administrator who logs on.
 * `everyUser`: once for each account, at its first logon.
 */
export type ScriptPhase = (typeof SCRIPT_PHASES)[number];
export type ScriptLanguage = 'cmd' | 'powershell' | 'reg';

/** A script in the answer file; each script has its own log on the PC. */
export interface MachineScript {
  phase: ScriptPhase;
  language: ScriptLanguage;
  /** What the script does, in kebab-case: the name of its file and of its log. */
  name: string;
  text: string;
  /** After an error, `stop` skips the next scripts of the phase; `continue` is the default. The log says which. */
  onError?: 'stop' | 'continue';
  /** True if it holds a secret: its file is deleted after the run, and it is never printed. */
  secret?: boolean;
}

/** A file in the answer file that is copied to the PC unchanged, such as a WLAN profile. */
export interface CarriedFile {
  /** Name below the folder of carried files, `wlan-1.xml`; scripts get the path from `carriedPath`. */
  name: string;
  text: string;
  secret?: boolean;
}

/** A command of RunSynchronous; Order counts over all groups. */
export interface RunCommand {
  pass: 'windowsPE' | 'specialize' | 'auditUser';
  path: string;
  description?: string;
}

/** What one group of options adds to an answer file. */
export interface Contribution {
  settings?: (PlacedSettings | undefined)[];
  commands?: RunCommand[];
  scripts?: MachineScript[];
  files?: CarriedFile[];
}

/** The PC that an answer file is for. */
export interface AnswerMachine {
  serial?: string | null;
  assetTag?: string | null;
  macs?: readonly string[];
  /** The name from its lot; without one, the pattern of the profile is used. */
  hostname?: string;
  /** The offline join blob of this PC in base64, if the directory made one. */
  joinBlob?: string;
}

/** The input of every group of options. */
export interface WindowsOrder {
  kind: 'unattend' | 'autounattend';
  profile: ProfileDocument;
  windows: WindowsSection;
  machine: AnswerMachine;
  /** The value of a secret, or `{vault:reference}` if the file is only displayed. */
  secret: (secret: { vault: string }) => string;
}

/**
 * One group of options: a pure function of the order. Throws InputError, which names the option that is not possible.
 */
export type OptionGroup = (order: WindowsOrder) => Contribution;

/** The path of a carried file or script on the PC. */
export function carriedPath(name: string): string {
  return `C:\\Windows\\Setup\\Etabli\\${name}`;
}
