import { composeAnswer, composeBeforeRedeem } from './compose.js';
import type { WindowsOrder } from './contribution.js';
import { writeAnswer } from './write-answer.js';

/** The text of unattend.xml or autounattend.xml. Throws InputError, which names the option that is not possible. */
export function renderWindows(order: WindowsOrder): string {
  return writeAnswer(composeAnswer(order), order.windows.architecture);
}

/** The same for the disk of a PC that has not redeemed its secrets yet: `command` runs in specialize. */
export function renderBeforeRedeem(
  order: WindowsOrder,
  command: string,
  isSecret: (text: string) => boolean,
): string {
  const run = { pass: 'specialize', path: command, description: 'Etabli first boot' } as const;
  return writeAnswer(composeBeforeRedeem(order, run, isSecret), order.windows.architecture);
}
