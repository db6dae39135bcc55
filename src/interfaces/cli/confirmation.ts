import { createInterface } from 'node:readline/promises';
import type { Bilingual } from '../../platform/core/index.js';
import type { Terminal } from './terminal.js';

/** Asks for confirmation of an action that cannot be undone. Without a terminal the answer is no. */
export async function sure(terminal: Terminal, question: Bilingual): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    terminal.tell({
      fr: 'Rien n’a été fait : ajoutez --yes pour confirmer.',
      en: 'Nothing was done: add --yes to confirm.',
    });
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(
    `${terminal.say(question)} ${terminal.say({ fr: '[oui/non]', en: '[yes/no]' })} `,
  );
  lines.close();
  return /^(o|oui|y|yes)$/i.test(answer.trim());
}
