import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Stubs of programs that would change something outside the tree, or need a complete Debian in it. `chroot` logs its
 * arguments to `<tree>/chroot.log`, one line per call.
 */
const STUBS: Record<string, string> = {
  // In Debian it is a link through /etc/alternatives, which the tree does not have.
  awk: `exec ${realpathSync('/usr/bin/awk')} "$@"`,
  mountpoint: 'exit 0',
  mount: 'echo "mount must not be called here" >&2; exit 1',
  systemctl: `case "$1 $2" in
  'is-system-running --wait') echo running ;;
esac`,
  journalctl: 'exit 0',
  nft: 'exit 0',
  'apt-get': 'exit 0',
  reboot: 'exit 0',
  'dpkg-query': String.raw`printf 'ii \tlinux-image-amd64\t6.12.48-1\nii \topenssh-server\t1:10.0p1-7\nun \tdropped\t\n'`,
  chroot: String.raw`T=$1; shift
printf '%s\n' "$*" >> "$T/chroot.log"
case "$1" in
  id) grep -q "^$2:" "$T/etc/passwd" ;;
  useradd)
    for name; do :; done
    printf '%s:x:1000:1000:%s:/home/%s:/bin/bash\n' "$name" "$6" "$name" >> "$T/etc/passwd"
    install -d -o 1000 "$T/home/$name" ;;
  getent) grep "^$3:" "$T/etc/passwd" ;;
  chpasswd) cat >> "$T/chpasswd.log" ;;
  passwd) sed -i 's/^root:[^:]*:/root:!:/' "$T/etc/shadow" ;;
  ssh-keygen) exec ssh-keygen -q -t ed25519 -N '' -C host -f "$T/etc/ssh/ssh_host_ed25519_key" ;;
esac`,
};

/** Folders of the tree that replace those of the test machine while a script runs. */
const OWN = ['etc', 'root', 'home', 'var', 'run'];

export interface ScriptRun {
  out(text: string): void;
  err(text: string): void;
  signal?: AbortSignal;
  environment?: Record<string, string>;
}

/**
 * Runs shell scripts safely in new mount and UTS namespaces, in which /etc, /root, /home, /var, /tmp and /run are those
 * of a tree, and `systemctl`, `apt-get` and others are stubs.
 * Needs root.
 */
export class SimulatedShell {
  private readonly stubs = mkdtempSync(join(tmpdir(), 'etabli-stubs-'));

  constructor(stubs: Record<string, string> = {}) {
    for (const [name, script] of Object.entries({ ...STUBS, ...stubs })) {
      writeFileSync(join(this.stubs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
  }

  /** Runs it as the environment does, with the tree as /target. @returns the exit status */
  onTarget(tree: string, script: string, run: ScriptRun): Promise<number> {
    const placed = script.replace(/^T=\/target$/m, `T='${tree}'`);
    if (placed === script) throw new Error('this script does not say where its target is');
    return this.spawn(['sh', '-s'], placed, {
      ...run,
      environment: { PATH: `${this.stubs}:${process.env['PATH']}` },
    });
  }

  /** Runs it as the installed system does. */
  onSystem(tree: string, command: string, input: string, run: ScriptRun): Promise<number> {
    for (const name of [...OWN, 'tmp']) mkdirSync(join(tree, name), { recursive: true });
    const setUp = `set -e
for name in ${OWN.join(' ')}; do /usr/bin/mount --bind "$TREE/$name" "/$name"; done
/usr/bin/hostname "$(cat /etc/hostname)"
/usr/bin/mount --bind ${this.stubs} /usr/local/sbin
/usr/bin/mount --bind "$TREE/tmp" /tmp
export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
exec sh -c "$COMMAND"`;
    const environment = { TREE: tree, COMMAND: command, PATH: process.env['PATH'] ?? '', ...run.environment };
    return this.spawn(['unshare', '--mount', '--uts', 'sh', '-c', setUp], input, { ...run, environment });
  }

  remove(): void {
    rmSync(this.stubs, { recursive: true, force: true });
  }

  private spawn([file = '', ...args]: string[], input: string, run: ScriptRun): Promise<number> {
    const child = spawn(file, args, { env: run.environment, detached: true, cwd: '/' });
    const end = (): void => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // it has already ended
      }
    };
    run.signal?.addEventListener('abort', end, { once: true });
    child.stdout.on('data', (chunk: Buffer) => run.out(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => run.err(chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        run.signal?.removeEventListener('abort', end);
        resolve(code ?? 137);
      });
    });
  }
}
