import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Asks for a secret without echo on a terminal, otherwise reads the first line of standard input. Secrets are never
 * arguments, because other users can list the arguments of a process.
 */
export function askSecret(prompt: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  if (isTerminal) process.stderr.write(prompt);
  return new Promise((resolve) => {
    let answer = '';
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    lines.once('close', () => {
      if (isTerminal) process.stderr.write('\n');
      resolve(answer);
    });
  });
}
