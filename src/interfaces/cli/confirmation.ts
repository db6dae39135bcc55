import { createInterface } from 'node:readline/promises';
import type { Bilingual } from '../../platform/core/index.js';
import type { Terminal } from './terminal.js';

const ADD_YES: Bilingual = {
  fr: 'Rien n’a été fait : ajoutez --yes pour confirmer.',
  en: 'Nothing was done: add --yes to confirm.',
};

/** Asks for confirmation of an action that cannot be undone. Without a terminal the answer is no. */
export async function sure(
  terminal: Terminal,
  question: Bilingual,
  withoutTerminal = ADD_YES,
): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    terminal.tell(withoutTerminal);
    return false;
  }
  const answer = await typed(
    `${terminal.say(question)} ${terminal.say({ fr: '[oui/non]', en: '[yes/no]' })} `,
  );
  return /^(o|oui|y|yes)$/i.test(answer);
}

/** Asks for a text on a terminal; the proposal is taken for an empty answer, and where there is no terminal. */
export async function ask(terminal: Terminal, question: Bilingual, proposal = ''): Promise<string> {
  if (process.stdin.isTTY !== true) return proposal;
  const shown = proposal === '' ? '' : ` [${proposal}]`;
  const colon = terminal.language === 'fr' ? ' :' : ':';
  return (await typed(`${terminal.say(question)}${shown}${colon} `)) || proposal;
}

async function typed(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(question);
  lines.close();
  return answer.trim();
}
