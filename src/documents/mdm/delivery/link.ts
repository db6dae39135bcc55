import { type Config, publicAddress } from '../../../platform/config/index.js';

/** What is looked at of a request. */
interface Asking {
  secure: boolean;
  headers: { host?: string };
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * `https://HOST:8443/mdm/office.mobileconfig?ticket=…`: at the address that the technician's browser uses, unless
 * it is this host's own loopback, which no device reaches.
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
