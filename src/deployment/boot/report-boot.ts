import { type Config, logger } from '../../platform/config/index.js';

const ANSWERED_WITHIN_MS = 2_000;
const ANY = ['0.0.0.0', '::'];

/** Where the server on this machine answers over plain HTTP. */
export function serverOnThisMachine({ host, httpPort }: Pick<Config, 'host' | 'httpPort'>): string {
  const name = ANY.includes(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${httpPort}`;
}

/**
 * Reports to the server on this machine that a PC starts. Ignores a server that does not run: it has no connections
 * to reset.
 */
export async function reportBoot(config: Pick<Config, 'host' | 'httpPort'>, address: string) {
  const url = `${serverOnThisMachine(config)}/boot/firmware/${address}`;
  const request = { method: 'POST', signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) };
  await fetch(url, request).catch((error: unknown) => {
    logger('boot').debug({ err: error, address }, 'the start of a PC was not reported to the server');
  });
}
