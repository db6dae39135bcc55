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

/** What brings files and scripts to the PC: the carried files themselves, and what unpacks and starts them. */
export interface Carriage {
  settings: PlacedSettings[];
  commands: RunCommand[];
  files: CarriedFile[];
}

/** One script as run.ps1 reads it in scripts.json. */
interface ListedScript {
  phase: ScriptPhase;
  /** `system-01-hello`: of its log too. */
  name: string;
  file: string;
  language: ScriptLanguage;
  onError: 'stop' | 'continue';
  /** Files with secrets that nothing needs after it. */
  removes: string[];
}

interface NumberedScript extends MachineScript {
  listed: ListedScript;
}

const EXTENSIONS: Record<ScriptLanguage, string> = { cmd: 'cmd', powershell: 'ps1', reg: 'reg' };
const OURS = ['unpack.ps1', 'run.ps1', 'finish.ps1', 'scripts.json'];
const POWERSHELL = 'powershell.exe -NoProfile -ExecutionPolicy Bypass';

/**
 * Loads the answer file from where Windows Setup keeps it, and runs the unpack.ps1 that it carries. Path of
 * RunSynchronousCommand holds 259 characters. No %: Setup expands variables there.
 */
export const UNPACK_COMMAND =
  `${POWERSHELL} -Command "$x=[xml]::new();foreach($f in gci C:\\Windows\\Panther -Recurse -Filter unattend.xml)` +
  `{$x.Load($f.FullName);$u=$x.SelectSingleNode('//*[@name=''unpack.ps1'']');if($u){iex $u.InnerText;break}}"`;

/**
 * Turns the scripts of all groups into files, their runners, and the settings that start them; nothing comes
 * of nothing. Rejects with PermanentError what would leave a secret on the PC, and names that clash.
 */
export function carry(scripts: MachineScript[], files: CarriedFile[]): Carriage {
  if (scripts.length === 0 && files.length === 0) return { settings: [], commands: [], files: [] };
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
  return { settings: firstLogon(numbered), commands: commands(numbered), files: carried };
}

/** Phases run in the order of SCRIPT_PHASES; in each, scripts in the order of their groups. */
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

/** Each secret goes with the last script that needs it: its own file, or a carried file that it names. */
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

/** The answer file's secrets go last, whether or not any script waits for the first logon. */
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
