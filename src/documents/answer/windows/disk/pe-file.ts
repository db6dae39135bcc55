import type { RunCommand } from '../contribution.js';

/** Path of RunSynchronousCommand. Windows Setup Technical Reference. */
const LONGEST = 259;

/**
 * The commands that write a text file in Windows PE, which has no PowerShell and no copy of the answer file at a known
 * path: `cmd.exe /c ">>"X:\a.cmd" (echo:…&echo:…)"`. Lines must be printable ASCII with quotes in pairs; empty lines
 * are left out. `%name%` is written unchanged only if Windows PE has no variable of that name.
 */
export function writeInWindowsPe(path: string, lines: string[]): RunCommand[] {
  const commands: RunCommand[] = [];
  let pending: string[] = [];
  const command = (echoes: string[]) =>
    `cmd.exe /c "${commands.length === 0 ? '>' : '>>'}"${path}" (${echoes.join('&')})"`;
  const flush = () => {
    if (pending.length > 0) commands.push({ pass: 'windowsPE', path: command(pending) });
    pending = [];
  };
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const echo = `echo:${escaped(line)}`;
    if (pending.length > 0 && command([...pending, echo]).length > LONGEST) flush();
    pending.push(echo);
    if (command(pending).length > LONGEST) throw new RangeError(`too long for a command: ${line}`);
  }
  flush();
  return commands;
}

/** Escapes a line for echo inside parentheses; cmd does not change text between quotes. */
function escaped(line: string): string {
  if (!/^[\x20-\x7e]*$/.test(line)) throw new RangeError(`not printable ASCII: ${line}`);
  const parts = line.split('"');
  if (parts.length % 2 === 0) throw new RangeError(`a quote without its pair: ${line}`);
  return parts.map((part, index) => (index % 2 === 0 ? part.replace(/[&|<>^()]/g, '^$&') : part)).join('"');
}
