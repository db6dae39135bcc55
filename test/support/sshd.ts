import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { Logins } from '../../src/deployment/pipeline/remote-target.js';
import { freePort } from '../../src/platform/database/index.js';
import type { SshTarget } from '../../src/platform/transport/index.js';
import { until } from './until.js';

/** A real OpenSSH server on a loopback port of this machine, for the present user. */
export interface SshServer {
  target: SshTarget;
  /** The processes of the open connections. */
  sessions(): number[];
  stop(): Promise<void>;
}

/** The logins of a step that reaches machines over SSH alone. */
export function loginsOf(privateKey: string, systemHostKey = ''): Logins {
  return {
    privateKey,
    systemHostKey: () => systemHostKey,
    windows: () => Promise.reject(new Error('no Windows here')),
  };
}

export async function startSshd(): Promise<SshServer> {
  const directory = mkdtempSync(join(tmpdir(), 'etabli-sshd-'));
  const host = ssh2.utils.generateKeyPairSync('ed25519');
  const client = ssh2.utils.generateKeyPairSync('ed25519');
  const port = await freePort();
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const file = (name: string, content: string) => {
    writeFileSync(join(directory, name), content, { mode: 0o600 });
    return join(directory, name);
  };
  const configuration = [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${file('host-key', host.private)}`,
    `AuthorizedKeysFile ${file('authorized-keys', client.public)}`,
    `PidFile ${join(directory, 'pid')}`,
    'SetEnv SHLVL=2', // bash then leaves the .bashrc of whoever runs the tests alone
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'PerSourcePenalties no',
    'MaxStartups 200',
    'MaxSessions 200', // a busy machine buries the sessions of ended commands late
    'Subsystem sftp internal-sftp',
  ];
  const settings = file('sshd_config', `${configuration.join('\n')}\n`);
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  await until(
    () => answersSsh(port),
    () => `sshd does not answer: ${log}`,
  );
  return {
    target: {
      host: '127.0.0.1',
      port,
      user: userInfo().username,
      privateKey: client.private,
      hostKey: host.public,
    },
    sessions: () => descendants(child.pid ?? 0, 'sshd'),
    stop: async () => {
      await ended(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  for (const pid of descendants(child.pid ?? 0)) kill(pid);
  const exit = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await exit;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has already ended
  }
}

/** The descendants of a process; `named` selects by the beginning of the program's name. */
function descendants(pid: number, named = ''): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  const of = (parent: string): string[][] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap((row) => [row, ...of(row[0] ?? '')]);
  return of(String(pid))
    .filter(([, , comm]) => comm?.startsWith(named))
    .map(([child]) => Number(child));
}

function answersSsh(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (banner) => {
      socket.destroy();
      resolve(banner.toString().startsWith('SSH-2.0-'));
    });
    socket.once('error', () => resolve(false));
  });
}
