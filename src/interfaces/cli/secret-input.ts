import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Asks for a secret without echo on a terminal, otherwise reads the first line of standard input. Secrets are never
 * arguments, because other users can list the arguments of a process.
 */
export async function askSecret(prompt: string): Promise<string> {
  const [secret = ''] = await askSecrets([prompt]);
  return secret;
}

/** The same for several secrets, one on each line of standard input. */
export async function askSecrets(prompts: readonly string[]): Promise<string[]> {
  const isTerminal = process.stdin.isTTY === true;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  const typed = lines[Symbol.asyncIterator]();
  const secrets: string[] = [];
  for (const prompt of prompts) {
    if (isTerminal) process.stderr.write(prompt);
    const line = (await typed.next()) as IteratorResult<string, undefined>;
    if (isTerminal) process.stderr.write('\n');
    if (line.done === true) break;
    secrets.push(line.value);
  }
  lines.close();
  return secrets;
}
