import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { OperatorError } from '../../../platform/core/index.js';

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** The longest text of stderr that is kept. */
const MOST_SAID = 20_000;
/** The exit status of setpriv when there is no such program. */
const NOT_FOUND = 127;

/** A running program: its output, and `ended()` with its exit status and what it said on stderr. */
export interface Running {
  output: Readable;
  ended(): Promise<{ status: number | null; said: string }>;
  kill(): void;
}

/** What a program is given beside its arguments. */
export interface Given {
  env?: Record<string, string>;
  /** Its standard input. */
  input?: string;
}

/**
 * Starts a program that ends with this process, even when this one is killed: a long export must not go on writing
 * into a folder that nobody owns. `setpriv --pdeathsig`, prctl(2) PR_SET_PDEATHSIG.
 */
export function start(program: string, args: string[], { env = {}, input = '' }: Given = {}): Running {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: SYSTEM_PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC', ...env },
  });
  child.stdin.on('error', () => undefined); // EPIPE: it has ended, and ended() says how
  child.stdin.end(input);
  const said: string[] = [];
  let length = 0;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (length < MOST_SAID) said.push(text);
    length += text.length;
  });
  const ended = endOf(child, program, said);
  ended.catch(() => undefined); // ended() rejects with it
  return { output: child.stdout, ended: () => ended, kill: () => void child.kill('SIGKILL') };
}

async function endOf(child: ChildProcess, program: string, said: string[]) {
  const [status] = (await once(child, 'close').catch((cause: unknown) => {
    throw notInstalled(program, cause);
  })) as [number | null];
  if (status === NOT_FOUND) throw notInstalled(program, said.join(''));
  return { status, said: said.join('') };
}

function notInstalled(program: string, cause: unknown): OperatorError {
  return new OperatorError(
    {
      fr: `${program}, qui lit les images de Windows, n’est pas installé`,
      en: `${program}, which reads Windows images, is not installed`,
    },
    {
      cause,
      remedy: {
        fr: 'Installez les paquets wimtools et 7zip (scripts/packages).',
        en: 'Install the packages wimtools and 7zip (scripts/packages).',
      },
    },
  );
}
