import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../platform/config/index.js';
import { DatabaseServer, migrate } from '../../../platform/database/index.js';
import type { Terminal } from '../terminal.js';
import { bootDecisions } from './boot-decisions.js';
import type { Line } from '../line.js';
import { table } from '../table.js';
import { onePc } from './one-pc.js';
import { orders } from './orders.js';
import { memoryOf, startUp } from './start-up.js';
import { windowsImages, windowsLines, type WindowsImages } from './windows-images.js';

export interface BenchOptions {
  /** Also deploys a virtual PC, which takes minutes. */
  pc: boolean;
}

/** Measures this machine and prints figures. */
export async function bench(config: Config, terminal: Terminal, { pc }: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'etabli-bench-'));
  await chmod(folder, 0o755); // as root, the database runs under another account
  try {
    terminal.tell(`${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.versions.node}`);
    const figures = {
      processes: await processes(folder),
      queue: await queues(config, folder),
      windowsImages: await windowsImages(folder),
      ...(pc && { pc: await onePc(config, terminal) }),
    };
    terminal.result(figures, () => lines(figures));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Measures only how Windows images are applied. */
export async function benchWindows(terminal: Terminal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'etabli-bench-'));
  try {
    const found = await windowsImages(folder);
    terminal.result(found, () => windowsLines(found));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function processes(folder: string) {
  const settings = {
    ETABLI_DATA_DIR: join(folder, 'data'),
    ETABLI_KEY_FILE: join(folder, 'key'),
    DATABASE_URL: undefined,
    BOOT_INTERFACE: undefined,
    HTTP_SOCKET: undefined,
    HTTP_PORT: '0',
    HTTPS_PORT: '0',
  };
  const first = await startUp(settings);
  await first.stop();
  const second = await startUp(settings);
  try {
    const file = await readFile(join(folder, 'data', 'server.json'), 'utf8');
    const { httpPort } = JSON.parse(file) as { httpPort: number };
    return {
      firstStartMs: first.readyMs,
      startMs: second.readyMs,
      bootDecisions: await bootDecisions(httpPort),
      memory: memoryOf(second.pid),
    };
  } finally {
    await second.stop();
  }
}

async function queues(config: Config, folder: string) {
  const database = await DatabaseServer.open({ dataDir: join(folder, 'data'), databaseUrl: undefined });
  try {
    await migrate(database.url);
    return {
      postgresql: await orders({ redisUrl: undefined }, database.url),
      ...(config.redisUrl && { redis: await orders(config, database.url) }),
    };
  } finally {
    await database.close();
  }
}

type Figures = {
  processes: Awaited<ReturnType<typeof processes>>;
  queue: Awaited<ReturnType<typeof queues>>;
  windowsImages: WindowsImages | string;
  pc?: Awaited<ReturnType<typeof onePc>>;
};

function lines({
  processes: { firstStartMs, startMs, bootDecisions: boot, memory },
  queue,
  windowsImages: images,
  pc,
}: Figures): Line[] {
  const round = (value: number | undefined, digits = 0) =>
    value === undefined ? '–' : value.toFixed(digits);
  return [
    `start-up: first ${round(firstStartMs)} ms, then ${round(startMs)} ms`,
    `boot decisions, 1000 machines: ${round(boot.perSecond)}/s, p50 ${round(boot.p50, 1)} ms, p99 ${round(boot.p99, 1)} ms`,
    `memory (MiB): ${Object.entries(memory)
      .map(([name, mebibytes]) => `${name} ${round(mebibytes)}`)
      .join(', ')}`,
    ...Object.entries(queue).map(
      ([name, { given, taken }]) =>
        `orders through ${name}: ${round(given)}/s given, ${round(taken)}/s taken`,
    ),
    ...windowsLines(images),
    ...(pc
      ? [
          `virtual PC: ${pc.state}; power-on to environment on SSH ${round(pc.secondsToEnvironment)} s, to certificate ${round(pc.secondsToCertificate)} s`,
          ...table(pc.steps, [
            ['step', ({ name }) => `  ${name}`],
            ['seconds', ({ seconds }) => round(seconds, 1)],
          ]),
          `apply (MiB/s): ${round(pc.applyMebibytes?.transferred, 1)} transferred, ${round(pc.applyMebibytes?.written, 1)} written; read back ${round(pc.verifyMebibytes, 1)}`,
          `limits of this machine (MiB/s): HTTP read ${round(pc.limits.httpRead)}, zstd decode ${round(pc.limits.zstdDecode)}, disk write ${round(pc.limits.diskWrite)}`,
        ]
      : []),
  ];
}
