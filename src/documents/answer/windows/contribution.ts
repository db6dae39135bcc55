import type { ProfileDocument, WindowsSection } from '../../profile/index.js';
import type { PlacedSettings } from './answer-tree.js';

/** Where a script runs on the PC. */
export const SCRIPT_PHASES = ['system', 'defaultUser', 'firstLogon', 'everyUser'] as const;
/**
 * `system`: in specialize, as SYSTEM, before any account exists. `defaultUser`: the same, with the hive that
 * every new account starts from loaded at HKU\DefaultUser. `firstLogon`: at the first logon, as that
 * administrator. `everyUser`: once for each account, at its first logon.
 */
export type ScriptPhase = (typeof SCRIPT_PHASES)[number];
export type ScriptLanguage = 'cmd' | 'powershell' | 'reg';

/** A script that the answer file carries to the PC; each has a log of its own there. */
export interface MachineScript {
  phase: ScriptPhase;
  language: ScriptLanguage;
  /** What it does, in kebab-case: it names the file and its log. */
  name: string;
  text: string;
  /** `stop` leaves out what follows in its phase; `continue` by default. The log says which. */
  onError?: 'stop' | 'continue';
  /** True when it holds a secret: its file is removed as soon as it ran, and never printed. */
  secret?: boolean;
}

/** A file that the answer file carries to the PC as it is, such as a WLAN profile. */
export interface CarriedFile {
  /** Name below the folder of carried files, `wlan-1.xml`; scripts find it through `carriedPath`. */
  name: string;
  text: string;
  secret?: boolean;
}

/** A command of RunSynchronous; its Order is counted over all groups. */
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

/** The PC that an answer file is for, as far as an answer file may depend on it. */
export interface AnswerMachine {
  serial?: string | null;
  assetTag?: string | null;
  macs?: readonly string[];
  /** The name that its lot gives it; the profile's pattern decides without it. */
  hostname?: string;
  /** The offline join blob of this very PC, base64, when the directory made one. */
  joinBlob?: string;
}

/** What every group of options may look at. */
export interface WindowsOrder {
  kind: 'unattend' | 'autounattend';
  profile: ProfileDocument;
  windows: WindowsSection;
  machine: AnswerMachine;
  /** The value of a secret, or `{vault:reference}` when the file is only shown. */
  secret: (secret: { vault: string }) => string;
}

/** One group of options: a pure function of the order. Throws InputError naming the option that cannot be. */
export type OptionGroup = (order: WindowsOrder) => Contribution;

/** The place of a carried file or script on the PC. */
export function carriedPath(name: string): string {
  return `C:\\Windows\\Setup\\Etabli\\${name}`;
}
