import { PermanentError } from '../../../../platform/core/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { type PlacedSettings, listItem, place, setting } from '../answer-tree.js';
import {
  type CarriedFile,
  type MachineScript,
  type RunCommand,
  SCRIPT_PHASES,
  type ScriptLanguage,
  type ScriptPhase,
  carriedPath,
} from '../contribution.js';

/** The files and scripts in the answer file, and the settings that unpack and start them. */
export interface Carriage {
  settings: PlacedSettings[];
  commands: RunCommand[];
  files: CarriedFile[];
  scripts: ListedScript[];
}

/** One script, as run.ps1 reads it from scripts.json. */
export interface ListedScript {
  phase: ScriptPhase;
  /** `system-01-hello`, also the name of its log. */
  name: string;
  file: string;
  language: ScriptLanguage;
  onError: 'stop' | 'continue';
  /** Files with secrets that no later script needs. */
  removes: string[];
}

interface NumberedScript extends MachineScript {
  listed: ListedScript;
}

const EXTENSIONS: Record<ScriptLanguage, string> = { cmd: 'cmd', powershell: 'ps1', reg: 'reg' };
const OURS = ['unpack.ps1', 'run.ps1', 'finish.ps1', 'scripts.json'];
const POWERSHELL = 'powershell.exe -NoProfile -ExecutionPolicy Bypass';

/**
 * Loads the answer file from the folder where Windows Setup keeps it, and runs the unpack.ps1 in it. The limit of Path
 * of RunSynchronousCommand is 259 characters. No %, because Setup expands variables.
 */
export const UNPACK_COMMAND =
  `${POWERSHELL} -Command "$x=[xml]::new();foreach($f in gci C:\\Windows\\Panther -Recurse -Filter unattend.xml)` +
  `{$x.Load($f.FullName);$u=$x.SelectSingleNode('//*[@name=''unpack.ps1'']');if($u){iex $u.InnerText;break}}"`;

/**
 * Turns the scripts of all groups into files, their runners, and the settings that start them; empty without scripts.
 * Rejects with PermanentError if a secret would be left on the PC, or if names are not unique.
 */
export function carry(scripts: MachineScript[], files: CarriedFile[]): Carriage {
  if (scripts.length === 0 && files.length === 0)
    return { settings: [], commands: [], files: [], scripts: [] };
  const numbered = SCRIPT_PHASES.flatMap((phase) => numberedIn(phase, scripts));
  removeSecrets(numbered, files);
  const carried: CarriedFile[] = [
    { name: 'unpack.ps1', text: renderTemplate('answer/windows/unpack.ps1', {}) },
    { name: 'run.ps1', text: renderTemplate('answer/windows/run.ps1', {}) },
    { name: 'finish.ps1', text: renderTemplate('answer/windows/finish.ps1', {}) },
    { name: 'scripts.json', text: manifest(numbered, files) },
    ...files,
    ...numbered.map(({ listed, text, secret = false }) => ({ name: listed.file, text, secret })),
  ];
  requireDistinct(carried);
  return {
    settings: firstLogon(numbered),
    commands: commands(numbered),
    files: carried,
    scripts: numbered.map(({ listed }) => listed),
  };
}

/** Phases run in the order of SCRIPT_PHASES; scripts of a phase in the order of their groups. */
function numberedIn(phase: ScriptPhase, scripts: MachineScript[]): NumberedScript[] {
  return scripts
    .filter((script) => script.phase === phase)
    .map((script, index) => {
      const name = `${phase}-${String(index + 1).padStart(2, '0')}-${script.name}`;
      const file = `${name}.${EXTENSIONS[script.language]}`;
      const { language, onError = 'continue' } = script;
      return { ...script, listed: { phase, name, file, language, onError, removes: [] } };
    });
}

/**
 * Each file with a secret is deleted by the last script that needs it: the script itself, or a carried file that it
 * names.
 */
function removeSecrets(scripts: NumberedScript[], files: CarriedFile[]): void {
  for (const script of scripts) if (script.secret) removeWith(script, script.listed.file);
  for (const { name, secret } of files) {
    const last = secret ? scripts.findLast(({ text }) => text.includes(name)) : undefined;
    if (last) removeWith(last, name);
  }
}

function removeWith({ listed }: NumberedScript, file: string): void {
  if (listed.phase === 'everyUser') {
    throw new PermanentError({
      fr: `${file} contient un secret : un script de chaque utilisateur resterait lisible sur le PC`,
      en: `${file} holds a secret: a script of every user would stay readable on the PC`,
    });
  }
  listed.removes.push(file);
}

function manifest(scripts: NumberedScript[], files: CarriedFile[]): string {
  const secret = [
    ...files.filter((file) => file.secret).map(({ name }) => name),
    ...scripts.filter((script) => script.secret).map(({ listed }) => listed.file),
  ];
  return `${JSON.stringify({ secret, scripts: scripts.map(({ listed }) => listed) }, null, 1)}\n`;
}

function requireDistinct(files: CarriedFile[]): void {
  const lower = files.map(({ name }) => name.toLowerCase());
  for (const [index, name] of lower.entries()) {
    const clashes = lower.indexOf(name) !== index || (index >= OURS.length && OURS.includes(name));
    if (!clashes && /^[a-z0-9][a-z0-9._-]*$/.test(name)) continue;
    throw new PermanentError({
      fr: `${name} : deux fichiers portent ce nom, ou ce n’est pas un nom de fichier simple`,
      en: `${name}: two files bear this name, or it is not a plain file name`,
    });
  }
}

function commands(scripts: NumberedScript[]): RunCommand[] {
  const phases = (['system', 'defaultUser'] as const).filter((phase) => runs(scripts, phase));
  return [
    { pass: 'specialize', path: UNPACK_COMMAND, description: 'Unpack what this file carries' },
    ...phases.map((phase) => ({
      pass: 'specialize' as const,
      path: runCommand(phase),
      description: `Run the scripts of the phase ${phase}`,
    })),
  ];
}

/** The secrets in the answer file are removed last, even if no script runs at the first logon. */
function firstLogon(scripts: NumberedScript[]): PlacedSettings[] {
  const finish = `${POWERSHELL} -File ${carriedPath('finish.ps1')}`;
  const lines = [
    ...(runs(scripts, 'firstLogon')
      ? [['Run the scripts of the phase firstLogon', runCommand('firstLogon')]]
      : []),
    ['Remove what this file leaves', finish],
  ];
  const items = lines.map(([description, command]) =>
    listItem('SynchronousCommand', [
      setting('CommandLine', command),
      setting('Description', description),
      setting('RequiresUserInput', false),
    ]),
  );
  const placed = place('oobeSystem', 'Microsoft-Windows-Shell-Setup', [setting('FirstLogonCommands', items)]);
  return placed ? [placed] : [];
}

function runs(scripts: NumberedScript[], phase: ScriptPhase): boolean {
  return scripts.some(({ listed }) => listed.phase === phase);
}

function runCommand(phase: ScriptPhase): string {
  return `${POWERSHELL} -File ${carriedPath('run.ps1')} -Phase ${phase}`;
}
