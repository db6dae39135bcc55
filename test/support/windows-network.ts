import { networkGroup } from '../../src/documents/answer/windows/groups/network.js';
import { InputError } from '../../src/platform/core/index.js';
import { powershellFaults } from './powershell-syntax.js';
import { type AskedAnswer, windowsOrder, windowsProfile } from './windows-answer.js';

/** What the group network adds for a Windows section; each of its scripts is one that PowerShell can read. */
export function networkOf(windows: object, asked: AskedAnswer = {}) {
  const { files = [], scripts = [], settings = [] } = networkGroup(windowsOrder(windows, asked));
  for (const { text } of scripts) expect(powershellFaults(text)).toEqual([]);
  const script = (name: string) => scripts.find((one) => one.name === name);
  return { files, settings, scripts, script };
}

/** The lines of a script from the first that begins with `first`: what it does, after the functions that it brings. */
export function linesFrom(text: string | undefined, first: string): string[] {
  return text?.slice(text.indexOf(`\n${first}`) + 1).split('\n') ?? [];
}

/** The fields that are refused; none when the section is taken. */
export function refusedFields(network: object, asked: AskedAnswer = {}): unknown[] {
  try {
    windowsProfile({ network }, asked.rest);
    networkGroup(windowsOrder({ network }, asked));
  } catch (error) {
    if (error instanceof InputError) return error.findings.map(({ field }) => field);
    throw error;
  }
  return [];
}
