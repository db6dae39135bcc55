import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type Server as NetServer } from 'node:net';
import { markLocal } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { OperatorError } from '../../platform/core/index.js';
import { limitBodies } from './body-limits.js';
import { limitConnections } from './connection-limit.js';
import { closeUnread } from './unread-body.js';

/** Most bytes of all headers of a request; more is answered 431. */
const HEADER_LIMIT = 16_384;
const HEADERS_WITHIN_MS = 20_000;
/** Most time for a body to arrive; in an upload, most time without a new byte. */
const BODY_MS = 120_000;
const MOST_CONNECTIONS = 4_096;
/** From one address: a whole workshop may be behind one router, with several connections for each PC. */
const MOST_OF_ONE_ADDRESS = 512;

export interface Identity {
  keyPem: string;
  certificatePem: string;
}

/** The listeners of one application: HTTP, HTTPS, and a UNIX socket if HTTP_SOCKET is set. */
export class Listeners {
  readonly http: Server;
  readonly https: Server;
  private readonly socket?: Server;

  constructor(
    private readonly config: Config,
    handler: RequestListener,
    identity: Identity,
  ) {
    this.http = limited(createHttpServer({ maxHeaderSize: HEADER_LIMIT }, handler));
    this.https = limited(
      createHttpsServer(
        {
          key: identity.keyPem,
          cert: identity.certificatePem,
          maxHeaderSize: HEADER_LIMIT,
          minVersion: 'TLSv1.2',
        },
        handler,
      ),
    );
    if (config.httpSocket) {
      this.socket = limited(createHttpServer({ maxHeaderSize: HEADER_LIMIT }, handler));
      this.socket.on('connection', markLocal);
    }
  }

  /** Resolves once all listeners are open; rejects with an OperatorError that names the port in use. */
  async open(): Promise<void> {
    await listenOn(this.http, this.config.httpPort, this.config.host);
    await listenOn(this.https, this.config.httpsPort, this.config.host);
    if (this.socket && this.config.httpSocket) await listenOnPath(this.socket, this.config.httpSocket);
  }

  get httpPort(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get httpsPort(): number {
    return (this.https.address() as AddressInfo | null)?.port ?? this.config.httpsPort;
  }

  /** Accepts no more connections, waits up to `graceMs` for running requests, then closes their connections. */
  async close(graceMs: number): Promise<void> {
    const servers = [this.http, this.https, this.socket].filter((server) => server !== undefined);
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    servers.forEach((server) => server.closeIdleConnections());
    const timer = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), graceMs);
    await Promise.all(closed);
    clearTimeout(timer);
  }
}

function limited<T extends Server>(server: T): T {
  server.headersTimeout = HEADERS_WITHIN_MS;
  limitBodies(server, { wholeMs: BODY_MS, silentMs: BODY_MS });
  closeUnread(server);
  server.maxConnections = MOST_CONNECTIONS;
  limitConnections(server, MOST_OF_ONE_ADDRESS);
  return server;
}

async function listenOn(server: NetServer, port: number, host: string): Promise<void> {
  // When many PCs connect at once, the kernel resets the connections beyond the backlog.
  server.listen({ port, host, backlog: MOST_CONNECTIONS });
  await once(server, 'listening').catch((cause: unknown) => Promise.reject(taken(`${host}:${port}`, cause)));
}

/** Replaces the socket file of a server that was killed; one that accepts connections belongs to another server. */
async function listenOnPath(server: NetServer, path: string): Promise<void> {
  if (await isAnswered(path)) throw taken(path, undefined);
  await rm(path, { force: true });
  server.listen(path);
  await once(server, 'listening').catch((cause: unknown) => Promise.reject(taken(path, cause)));
  await chmod(path, 0o600);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

function taken(where: string, cause: unknown): OperatorError {
  const code = (cause as { code?: string } | undefined)?.code ?? 'EADDRINUSE';
  return new OperatorError(
    { fr: `Impossible d’écouter sur ${where} (${code}).`, en: `Cannot listen on ${where} (${code}).` },
    {
      cause,
      remedy: {
        fr: 'Arrêtez le programme qui occupe cette adresse, ou réglez HTTP_PORT, HTTPS_PORT ou HTTP_SOCKET.',
        en: 'Stop the program that uses this address, or set HTTP_PORT, HTTPS_PORT or HTTP_SOCKET.',
      },
    },
  );
}
