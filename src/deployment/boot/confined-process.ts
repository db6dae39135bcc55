import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../platform/config/index.js';

export interface Account {
  user: string;
  group: string;
  /** Names of capabilities(7) without `CAP_`: `net_raw`. */
  capabilities: string[];
}

interface Confined {
  file: string;
  args: string[];
  /** Run as this account and with no more than its capabilities; as Établi itself when absent. */
  as?: Account;
  /** Called with each line that the process writes, on either stream. */
  onLine: (line: string) => void;
}

/** Starts a program of the system that the network can reach. The kernel ends it should Établi itself be killed. */
export function spawnConfined({ file, args, as, onLine }: Confined): ChildProcess {
  const line = ['--pdeathsig', 'KILL', ...(as === undefined ? [] : accountArguments(as)), file, ...args];
  // Nothing else of this environment: it holds DATABASE_URL.
  const { PATH } = childEnvironment({});
  const child = spawn('setpriv', line, { env: { PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
  return child;
}

/**
 * The account is taken here and not by the process itself: a process that changes its account is no longer
 * ended together with its parent (prctl(2), PR_SET_PDEATHSIG).
 */
function accountArguments({ user, group, capabilities }: Account): string[] {
  const granted = capabilities.map((name) => `+${name}`).join(',');
  const account = ['--reuid', user, '--regid', group, '--init-groups'];
  return [...account, '--inh-caps', `-all,${granted}`, '--ambient-caps', granted];
}
