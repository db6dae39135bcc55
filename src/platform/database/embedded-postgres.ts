import { spawn } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { handOver } from '../config/index.js';
import { TransientError } from '../core/index.js';
import { answers, ensureDatabase } from './database.store.js';
import { clusterPaths, loadBinaries, serverAccount } from './postgres-binaries.js';
import { ensureCluster, SUPERUSER } from './postgres-cluster.js';
import { isLivePostmaster, pause, type Postmaster, readPostmaster, stopPostmaster } from './postmaster.js';

const READY_WITHIN_MS = 60_000;
const SETTINGS = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200' };
const EPHEMERAL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password and its log. Under root, the server's account needs access to it. */
  dataDir: string;
  /** The database that `url` names; created when absent. */
  database: string;
  /** 127.0.0.1 port; a free one by default. A server that already runs keeps its own. */
  port?: number;
  /** Further `name: value` settings of the server. */
  settings?: Record<string, string>;
  /** For tests: nothing is flushed to the disk. */
  ephemeral?: boolean;
}

export interface EmbeddedPostgres {
  url: string;
  pid: number;
  port: number;
  /** True when the server was already running, because the process that started it was killed. */
  adopted: boolean;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of the npm package, or uses the one that already runs on this data directory, and
 * resolves when it accepts connections. The server keeps running when Établi is killed, so that it can finish its
 * writes; the next start uses it again.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const binaries = await loadBinaries();
  const account = await serverAccount(dataDir);
  const password = await ensureCluster(dataDir, binaries, account, options.ephemeral ?? false);
  const urlOf = (port: number, database: string) =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

  const { directory } = clusterPaths(dataDir);
  const end = Date.now() + READY_WITHIN_MS;
  let port = options.port;
  while (Date.now() < end) {
    const running = await readPostmaster(directory);
    if (running?.ready && (await answers(urlOf(running.port, 'postgres')))) {
      return opened(running, true);
    }
    if (running && (await isLivePostmaster(running.pid))) {
      await pause(50); // starting, recovering or stopping
      continue;
    }
    // A pid file whose process is gone, or is a zombie, stops PostgreSQL from starting.
    if (running) await rm(join(directory, 'postmaster.pid'), { force: true });
    port ??= await freePort();
    const started = await launch(binaries.postgres, port);
    if (started) return opened(started, false);
    await pause(200); // another process was faster, or the backends of a killed server have not ended yet
  }
  throw notReady(dataDir);

  async function opened(server: Postmaster, adopted: boolean): Promise<EmbeddedPostgres> {
    await ensureDatabase(urlOf(server.port, 'postgres'), options.database);
    const url = urlOf(server.port, options.database);
    return { url, pid: server.pid, port: server.port, adopted, stop: () => stopPostmaster(server.pid) };
  }

  /** Resolves with the server when it is ready, or with undefined when it has exited. */
  async function launch(program: string, at: number): Promise<Postmaster | undefined> {
    const log = await open(clusterPaths(dataDir).logFile, 'a', 0o600);
    await handOver(clusterPaths(dataDir).logFile, dataDir);
    const settings = { ...SETTINGS, ...(options.ephemeral ? EPHEMERAL : {}), ...options.settings };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(program, ['-D', directory, '-p', String(at), ...flags], {
      ...account,
      cwd: '/',
      // Its own process group: Ctrl-C in the terminal must not stop it before Établi has closed its queues.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let exited = false;
    child.once('exit', () => (exited = true)).once('error', () => (exited = true));
    child.unref();
    await log.close();
    while (!exited && Date.now() < end) {
      const running = await readPostmaster(directory);
      if (running?.ready && running.pid === child.pid) return running;
      await pause(15);
    }
    return undefined;
  }
}

function notReady(dataDir: string): TransientError {
  const log = clusterPaths(dataDir).logFile;
  return new TransientError({
    fr: `PostgreSQL n’est pas prêt après ${READY_WITHIN_MS / 1000} s ; voir ${log}`,
    en: `PostgreSQL is not ready after ${READY_WITHIN_MS / 1000} s; see ${log}`,
  });
}

/** A free TCP port of 127.0.0.1. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
