import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { BootSockets, NetworkTests } from '../../deployment/boot/index.js';
import { type Config, logger, publicAddress } from '../../platform/config/index.js';
import { OperatorError } from '../../platform/core/index.js';
import { writeWholeFile } from '../../platform/files/index.js';
import { CertificateAuthority } from '../../platform/vault/index.js';
import { createApp } from './create-app.js';
import { EventStreams } from '../board/index.js';
import { Listeners } from './listeners.js';
import { LocalAccess } from './local-access.js';
import { onParentMessage, tellParent } from './process-life.js';

const log = logger('app');
/** How long running requests may still take when the server stops. */
const GRACE_MS = 3_000;

export interface RunningServer {
  app: INestApplication;
  httpPort: number;
  httpsPort: number;
  close(): Promise<void>;
}

/** Starts the HTTP process, and writes the files that local commands read. */
export async function startServer(config: Config): Promise<RunningServer> {
  const url = databaseUrl(config);
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 });
  const address = publicAddress(config);
  const app = await createApp(config, url, {
    secure: () => ({ httpsPort: listeners?.httpsPort ?? config.httpsPort, fallbackHost: address }),
  });
  const identity = await app.get(CertificateAuthority).serverIdentity(ownNames(address));
  const listeners = new Listeners(config, app.getHttpAdapter().getInstance(), identity);
  const sockets = app.get(BootSockets);
  sockets.attach(listeners.http);
  onParentMessage('firmware', ({ address: pc }) => sockets.reset(String(pc)));
  const first = await app.get(LocalAccess).prepare();
  if (first) tellParent({ kind: 'first-administrator', ...first });
  await listeners.open();
  const { httpPort, httpsPort } = listeners;
  await publishForCommands(config, app.get(CertificateAuthority), {
    httpPort,
    httpsPort,
  });
  log.info({ httpPort, httpsPort, socket: config.httpSocket }, 'server listens');
  const close = async () => {
    app.get(EventStreams).end();
    app.get(NetworkTests).end();
    await listeners.close(GRACE_MS);
    await app.close();
  };
  return { app, httpPort, httpsPort, close };
}

/** The names in the server's certificate; a host name that is not valid there is left out. */
function ownNames(address: string): string[] {
  const name = hostname().toLowerCase();
  const host = /^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/.test(name) ? [name] : [];
  return [...new Set([address, ...host, 'localhost', '127.0.0.1'])];
}

/** Writes the CA certificate and the ports to the data directory, where commands read them. */
async function publishForCommands(
  config: Config,
  authority: CertificateAuthority,
  ports: { httpPort: number; httpsPort: number },
): Promise<void> {
  await writeWholeFile(join(config.dataDir, 'ca.pem'), await authority.certificatePem());
  await writeWholeFile(join(config.dataDir, 'server.json'), `${JSON.stringify(ports)}\n`);
}

/** The database, which `etabli up` opens and migrates before it starts this process. */
export function databaseUrl(config: Config): string {
  if (config.databaseUrl) return config.databaseUrl;
  throw new OperatorError(
    { fr: 'Ce processus n’a pas de base de données.', en: 'This process has no database.' },
    {
      remedy: {
        fr: 'Lancez `etabli up`, ou réglez DATABASE_URL.',
        en: 'Run `etabli up`, or set DATABASE_URL.',
      },
    },
  );
}
