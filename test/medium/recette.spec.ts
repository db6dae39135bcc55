import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  CHECKS,
  MissingFact,
  runRecette,
  type CheckRequest,
  type RecetteFacts,
} from '../../src/deployment/recette/index.js';
import type { Remote, RunOptions, RunResult } from '../../src/platform/transport/index.js';

/** A Remote to this very machine: the commands of the recette run in a real sh on a real Debian. */
function localRemote(): Remote & { commands: string[] } {
  const commands: string[] = [];
  return {
    isClosed: false,
    commands,
    run: (command: string, options: RunOptions = {}) =>
      new Promise<RunResult>((resolve, reject) => {
        commands.push(command);
        const child = spawn('sh', ['-c', command], { timeout: options.timeoutMs });
        let [stdout, stderr, partial] = ['', '', ''];
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          stdout += text;
          const lines = (partial + text).split('\n');
          partial = lines.pop() ?? '';
          lines.forEach((line) => options.onLine?.(line, 'stdout'));
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        child.on('error', reject);
        child.on('close', (code) => resolve({ exitCode: code ?? 137, stdout, stderr }));
        child.stdin.end(options.input as string);
      }),
    reachable: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}

const facts: RecetteFacts = {
  hostname: 'no-such-name',
  users: [],
  masterSha256: 'a'.repeat(64),
  masterVerification: new MissingFact({ fr: 'non relu', en: 'not read back' }),
  disk: { serial: undefined, path: '/dev/none', sizeBytes: 1, health: undefined },
  layout: { table: 'gpt', root: { fileSystem: 'ext4' } },
  secureBootRequired: false,
  packages: ['coreutils'],
  system: 'debian',
  systemVersion: '0',
  locale: { language: 'C.UTF-8', timeZone: 'Etc/UTC', keyboard: { layout: 'fr' } },
  server: { host: '127.0.0.1', port: 1 },
  hostKey: 'ssh-ed25519 AAAAnone',
  windows: new MissingFact({ fr: 'pas de Windows', en: 'no Windows' }),
  otherMachineIds: [],
  leftoverPaths: ["/nowhere/it's", '/etc/passwd'],
};

const check = (kind: string, parameters?: object): CheckRequest => ({
  kind,
  parameters,
  severity: 'reserve',
});

describe('the recette on a real system', () => {
  it('measures this machine and judges the results', async () => {
    const id = await readFile('/etc/os-release', 'utf8');
    const version = /^VERSION_ID="?([\d.]+)/m.exec(id)?.[1] ?? '';
    const checks = [
      check('system-version', { version }),
      check('system-version'),
      check('packages-present'),
      check('packages-present', { packages: ['coreutils', 'no-such-package'] }),
      check('free-space', { minimumBytes: 1 }),
      check('free-space', { minimumBytes: Number.MAX_SAFE_INTEGER }),
      check('memory-size', { minimumBytes: 1024 }),
      check('hostname'),
      check('no-second-root'),
      check('dns', { name: 'localhost' }),
      check('share-readable', { mountPoint: "/nowhere/it's", file: '$(touch /tmp/pwned)' }),
      check('no-leftover'),
      check('master-digest'),
    ];
    const results = await runRecette(localRemote(), checks, facts);
    expect(results.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'system-version passed',
      'system-version failed',
      'packages-present passed',
      'packages-present failed',
      'free-space passed',
      'free-space failed',
      'memory-size passed',
      'hostname failed',
      'no-second-root passed',
      'dns passed',
      'share-readable failed',
      'no-leftover failed',
      'master-digest unmeasured',
    ]);
    expect(results[3]?.measured).toEqual({
      fr: 'manquent : no-such-package',
      en: 'missing: no-such-package',
    });
    expect(results[11]?.measured.en).toBe('/etc/passwd');
    expect(existsSync('/tmp/pwned')).toBe(false);
    expect(results.every(({ startedAt, durationMs }) => startedAt.endsWith('Z') && durationMs >= 0)).toBe(
      true,
    );
  });

  it('runs all kinds of checks at once, reports progress, and returns a result for each', async () => {
    const needed: Record<string, object> = {
      'services-active': { units: ['dbus.service'] },
      'packages-absent': { packages: ['telnetd'] },
      'memory-size': { minimumBytes: 1 },
      dns: { name: 'localhost' },
      'share-readable': { mountPoint: '/mnt' },
      'printer-present': { name: 'Etage1' },
    };
    const checks = [...CHECKS.keys()].map((kind) => check(kind, needed[kind]));
    const progress: number[] = [];
    const remote = localRemote();
    const results = await runRecette(remote, checks, facts, ({ done }) => progress.push(done));
    expect(results.map(({ kind }) => kind)).toEqual([...CHECKS.keys()]);
    expect(results.filter(({ measured }) => measured.en.includes('no answer from the machine'))).toEqual([]);
    // The two that lack a fact are not run.
    expect(progress).toEqual(checks.slice(2).map((_check, index) => index + 1));
    expect(remote.commands).toEqual(['sh -s']);
  });

  it('judges missing, forged and unreadable answers as not measured', async () => {
    const noises = ['', 'b'.repeat(32) + ' 0 0 1 dW5uYW1lZA==', '\u0000\u0000\n'.repeat(100)];
    for (const stdout of noises) {
      const remote = { ...localRemote(), run: () => Promise.resolve({ exitCode: 0, stdout, stderr: '' }) };
      const [result] = await runRecette(remote, [check('no-second-root')], facts);
      expect(result).toMatchObject({
        verdict: 'unmeasured',
        measured: { en: 'not measured: no answer from the machine' },
      });
    }
  });

  it('returns the requirement and severity of a check with its result', async () => {
    const requirement = { fr: 'Exigence 4.2', en: 'Requirement 4.2' };
    const asked = { kind: 'no-second-root', severity: 'blocking' as const, requirement };
    const [result] = await runRecette(localRemote(), [asked], facts);
    expect(result).toMatchObject({ severity: 'blocking', requirement, verdict: 'passed' });
  });

  it('refuses an unknown check before anything runs', async () => {
    const remote = localRemote();
    await expect(runRecette(remote, [check('astrology')], facts)).rejects.toMatchObject({
      name: 'PermanentError',
    });
    expect(remote.commands).toEqual([]);
  });
});
