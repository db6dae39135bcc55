import { composeAnswer } from './compose.js';
import type { WindowsOrder } from './contribution.js';
import { writeAnswer } from './write-answer.js';

/** The text of unattend.xml or autounattend.xml. Throws InputError naming the option that cannot be. */
export function renderWindows(order: WindowsOrder): string {
  return writeAnswer(composeAnswer(order), order.windows.architecture);
}
