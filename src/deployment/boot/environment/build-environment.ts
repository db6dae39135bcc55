import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PermanentError, TransientError } from '../../../platform/core/index.js';
import { readManifest, type EnvironmentManifest } from './environment-manifest.js';

const SCRIPT = join(import.meta.dirname, '..', '..', '..', '..', 'environment', 'build');
const LINES_KEPT = 20;

export interface BuildOptions {
  /** `<dataDir>/environment`: gets `<digest>/{vmlinuz,initrd.img,manifest.json}`, and `built` points at it. */
  outDir: string;
  /** Called with each line of output. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/**
 * Builds the kernel and initrd of the environment from the apt sources of this machine. Reproducible: the same
 * package versions give the same bytes. Needs root, or sudo without a password. Rejects with TransientError with the
 * last lines of output.
 */
export async function buildEnvironment({
  outDir,
  onLine,
  signal,
}: BuildOptions): Promise<EnvironmentManifest> {
  await mkdir(outDir, { recursive: true });
  const kept: string[] = [];
  const exitCode = await runBuild([outDir], signal, (line) => {
    kept.push(line);
    if (kept.length > LINES_KEPT) kept.shift();
    onLine?.(line);
  });
  signal?.throwIfAborted();
  if (exitCode !== 0) throw buildFailed(kept);
  const manifest = await readManifest(join(outDir, 'built'));
  if (manifest === undefined) throw buildFailed(kept);
  return manifest;
}

/** The last build in that directory; undefined when there is none. */
export function builtEnvironment(outDir: string): Promise<EnvironmentManifest | undefined> {
  return readManifest(join(outDir, 'built'));
}

/** Whether the last build is current: nothing under environment/ has changed since. */
export async function isEnvironmentCurrent(outDir: string): Promise<boolean> {
  const built = await builtEnvironment(outDir);
  return built !== undefined && built.inputs === (await environmentInputs());
}

/** The SHA-256 of the inputs of a build. */
export async function environmentInputs(): Promise<string> {
  const lines: string[] = [];
  const exitCode = await run('bash', [SCRIPT, '--inputs'], undefined, (line) => lines.push(line));
  if (exitCode !== 0) throw buildFailed(lines);
  return lines.join('').trim();
}

function runBuild(args: string[], signal: AbortSignal | undefined, onLine: (line: string) => void) {
  const isRoot = process.getuid?.() === 0;
  return isRoot
    ? run('bash', [SCRIPT, ...args], signal, onLine)
    : run('sudo', ['-n', 'bash', SCRIPT, ...args], signal, onLine);
}

/** Runs a command in its own process group, so that an abort ends all its processes. */
function run(file: string, args: string[], signal: AbortSignal | undefined, onLine: (line: string) => void) {
  return new Promise<number>((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const stop = () => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM');
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', (cause) => {
      signal?.removeEventListener('abort', stop);
      const words = { fr: `la commande ${file} ne démarre pas`, en: `the command ${file} does not start` };
      reject(new PermanentError(words, { cause }));
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
    if (signal?.aborted) stop();
  });
}

function buildFailed(lines: string[]): TransientError {
  const said = lines.join('\n') || '-';
  return new TransientError(
    {
      fr: `la construction de l’environnement a échoué : ${said}`,
      en: `building the environment failed: ${said}`,
    },
    {
      remedy: {
        fr: 'Vérifiez les sources apt de cette machine (apt-get update), puis : etabli environment build',
        en: 'Check this machine’s apt sources (apt-get update), then: etabli environment build',
      },
    },
  );
}
