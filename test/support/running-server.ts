import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../src/interfaces/app/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { freshDatabase } from './database.js';

/** The HTTP application in this process, on free ports and with a new database. */
export async function runningServer(settings: Record<string, string> = {}) {
  const database = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'etabli-app-'));
  const socketPath = join(directory, 'socket');
  const config = loadConfig({
    ETABLI_DATA_DIR: join(directory, 'data'),
    ETABLI_KEY_FILE: join(directory, 'key'),
    DATABASE_URL: database.url,
    HOST: '127.0.0.1',
    HTTP_PORT: '0',
    HTTPS_PORT: '0',
    HTTP_SOCKET: socketPath,
    LOG_LEVEL: 'warn',
    ...settings,
  });
  const server = await startServer(config);
  const token = (await readFile(join(config.dataDir, 'local-token'), 'utf8')).trim();
  const base = `http://127.0.0.1:${server.httpPort}`;
  return {
    ...server,
    app: server.app,
    base,
    config,
    socketPath,
    token,
    /** Sends a request, by default as the local administrator. */
    ask: (path: string, init: RequestInit = {}) =>
      fetch(base + path, {
        redirect: 'manual',
        ...init,
        headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...init.headers },
      }),
    async stop() {
      await server.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type RunningServer = Awaited<ReturnType<typeof runningServer>>;
