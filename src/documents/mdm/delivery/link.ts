import { type Config, publicAddress } from '../../../platform/config/index.js';

/** The parts of a request that are used. */
interface Asking {
  secure: boolean;
  headers: { host?: string };
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * `https://HOST:8443/mdm/office.mobileconfig?ticket=…`, with the host that the technician's browser uses, unless
 * it is a loopback address, which devices cannot reach.
 */
export function linkOf(
  { secure, headers: { host = '' } }: Asking,
  config: Config,
  file: string,
  ticket: string,
): string {
  const name = host.replace(/:\d+$/, '');
  const port = /:(\d+)$/.exec(host)?.[1];
  const reachable = secure && name !== '' && !LOOPBACK.test(name);
  const origin = reachable
    ? `https://${host}`
    : `https://${publicAddress(config)}:${secure && port !== undefined ? port : config.httpsPort}`;
  const last = file.split('/').at(-1) ?? file;
  return `${origin}/mdm/${encodeURIComponent(last)}?ticket=${ticket}`;
}
