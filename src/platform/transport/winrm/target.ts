import { isIP } from 'node:net';

export interface WinrmTarget {
  host: string;
  /** 5986 on Windows. */
  port: number;
  /** An account of the machine, `DOMAIN\user`, or `user@realm`. */
  user: string;
  password: string;
  /** PEM: the only authority whose certificates are accepted. */
  certificateAuthority: string;
  /** The name, or the address, that the machine's certificate must be for. */
  serverName: string;
  /** SHA-256 of the only certificate that is accepted, hexadecimal; any one for the name without it. */
  certificate?: string;
}

/** `host:port`, with the brackets of an IPv6 address. */
export function authorityOf({ host, port }: Pick<WinrmTarget, 'host' | 'port'>): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}
