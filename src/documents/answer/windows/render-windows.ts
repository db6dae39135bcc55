import { composeAnswer } from './compose.js';
import type { WindowsOrder } from './contribution.js';
import { writeAnswer } from './write-answer.js';

/** The text of unattend.xml or autounattend.xml. Throws InputError, which names the option that is not possible. */
export function renderWindows(order: WindowsOrder): string {
  return writeAnswer(composeAnswer(order), order.windows.architecture);
}
