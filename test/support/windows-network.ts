import { networkGroup } from '../../src/documents/answer/windows/groups/network.js';
import { InputError } from '../../src/platform/core/index.js';
import { powershellFaults } from './powershell-syntax.js';
import { type AskedAnswer, windowsOrder, windowsProfile } from './windows-answer.js';

/** What the group `network` adds for a Windows section; checks that its scripts are valid PowerShell. */
export function networkOf(windows: object, options: AskedAnswer = {}) {
  const { files = [], scripts = [], settings = [] } = networkGroup(windowsOrder(windows, options));
  for (const { text } of scripts) expect(powershellFaults(text)).toEqual([]);
  const script = (name: string) => scripts.find((one) => one.name === name);
  return { files, settings, scripts, script };
}

/** The lines of a script from the first that begins with `first`, without the functions before it. */
export function linesFrom(text: string | undefined, first: string): string[] {
  return text?.slice(text.indexOf(`\n${first}`) + 1).split('\n') ?? [];
}

/** The refused fields; empty when the section is accepted. */
export function refusedFields(network: object, options: AskedAnswer = {}): unknown[] {
  try {
    windowsProfile({ network }, options.rest);
    networkGroup(windowsOrder({ network }, options));
  } catch (error) {
    if (error instanceof InputError) return error.findings.map(({ field }) => field);
    throw error;
  }
  return [];
}
