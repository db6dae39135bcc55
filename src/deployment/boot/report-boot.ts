import { type Config, logger } from '../../platform/config/index.js';

const ANSWERED_WITHIN_MS = 2_000;
const ANY = ['0.0.0.0', '::'];

/**
 * Tells the server on this machine that a PC starts. A server that is away is no loss: the connections of which
 * it would have been told are gone with it.
 */
export async function reportBoot({ host, httpPort }: Pick<Config, 'host' | 'httpPort'>, address: string) {
  const name = ANY.includes(host) ? '127.0.0.1' : host;
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${httpPort}/boot/firmware/${address}`;
  const request = { method: 'POST', signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) };
  await fetch(url, request).catch((error: unknown) => {
    logger('boot').debug({ err: error, address }, 'the server was not told of a start');
  });
}
