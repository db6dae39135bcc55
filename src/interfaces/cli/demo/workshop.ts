import type { ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Network } from '../../../bench/index.js';
import { childEnvironment, type Config } from '../../../platform/config/index.js';
import { TransientError } from '../../../platform/core/index.js';
import type { ApiClient } from '../api-client.js';
import { entrance } from '../paths.js';
import { localApi } from '../session.js';
import type { Terminal } from '../terminal.js';

const READY_MS = 120_000;

interface Administrator {
  name: string;
  password: string;
}

/** A running Établi on the server side of a virtual network. */
export class Workshop {
  private constructor(
    readonly network: Network,
    readonly socketPath: string,
    readonly api: ApiClient,
    private readonly up: ChildProcess,
    /** Known on the first start only. */
    readonly firstAdministrator: Administrator | undefined,
  ) {}

  /**
   * Creates the network and starts `etabli up` in it; resolves once it is ready. Needs root.
   * @param program the etabli command
   */
  static async open(
    config: Config,
    terminal: Pick<Terminal, 'language'>,
    program = entrance('cli'),
  ): Promise<Workshop> {
    const network = await Network.create();
    try {
      const socketPath = join(network.directory, 'etabli.sock');
      const up = startUp(network, config, socketPath, program);
      const first = await untilReady(up, join(config.dataDir, 'etabli.log'));
      // The token of local commands exists only after the start.
      const api = localApi({ ...config, httpSocket: socketPath }, terminal.language);
      await closeNetwork(api, network);
      return new Workshop(network, socketPath, api, up, first);
    } catch (error) {
      await network.remove();
      throw error;
    }
  }

  /** Stops Établi, then removes the network and the processes in it. */
  async close(): Promise<void> {
    if (this.up.exitCode === null && this.up.signalCode === null) {
      const gone = new Promise((resolve) => this.up.once('exit', resolve));
      this.up.disconnect();
      const timer = setTimeout(() => this.up.kill('SIGKILL'), 30_000);
      await gone;
      clearTimeout(timer);
    }
    await this.network.remove();
  }
}

/** Only the virtual PCs are on this network, so they need no confirmation. */
function closeNetwork(api: ApiClient, { subnet }: Network): Promise<void> {
  return api.post('/api/closed-networks', { body: { network: `${subnet}/24`, reason: 'réseau virtuel' } });
}

/** Resolves once `etabli up` is ready, with the first administrator if it created one. */
function untilReady(up: ChildProcess, logFile: string): Promise<Administrator | undefined> {
  let first: Administrator | undefined;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(notReady(logFile)), READY_MS);
    up.on('message', (message: { kind: string } & Administrator) => {
      if (message.kind === 'first-administrator') first = { name: message.name, password: message.password };
      if (message.kind !== 'ready') return;
      clearTimeout(timer);
      resolve(first);
    });
    up.once('exit', () => {
      clearTimeout(timer);
      reject(notReady(logFile));
    });
  });
}

function startUp(network: Network, config: Config, socketPath: string, program: string): ChildProcess {
  const log = openSync(join(config.dataDir, 'etabli.log'), 'a', 0o600);
  try {
    return network.spawn('server', [process.execPath, program, 'up'], {
      env: childEnvironment({
        ETABLI_DATA_DIR: config.dataDir,
        ETABLI_KEY_FILE: config.keyFile,
        DATABASE_URL: undefined,
        REDIS_URL: undefined,
        HOST: '0.0.0.0',
        HTTP_PORT: '8080',
        HTTPS_PORT: '8443',
        HTTP_SOCKET: socketPath,
        BOOT_INTERFACE: 'eth0',
        BOOT_MODE: 'proxy',
        PUBLIC_ADDRESS: network.serverAddress,
      }),
      stdio: ['ignore', log, log, 'ipc'],
    });
  } finally {
    closeSync(log);
  }
}

function notReady(logFile: string): TransientError {
  return new TransientError(
    { fr: 'Établi n’a pas démarré.', en: 'Établi did not start.' },
    { remedy: { fr: `Lisez ${logFile}`, en: `Read ${logFile}` } },
  );
}

/** Creates the data directory of the demonstration, separate from the real one. */
export async function demoConfig(config: Config): Promise<Config> {
  const dataDir = join(config.dataDir, 'demo');
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  return { ...config, dataDir, databaseUrl: undefined, redisUrl: undefined };
}
