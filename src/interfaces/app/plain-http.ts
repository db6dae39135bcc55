import type { NextFunction, Request, Response } from 'express';
import type { TLSSocket } from 'node:tls';
import { isLocalPeer } from '../../platform/account/index.js';

/** Paths that a PC fetches before it has Établi's CA certificate. Nothing secret is served there. */
const PLAIN = /^\/(boot|grub|env|payloads|health)(\/|$|\?)/;

/**
 * The HTTPS location that a plain HTTP request is redirected to; undefined when it may be answered as it is.
 * `host` is the Host header: its name is kept, its port replaced.
 */
export function secureLocation(
  path: string,
  host: string | undefined,
  options: { secure: boolean; localPeer: boolean; httpsPort: number; fallbackHost: string },
): string | undefined {
  // Firmware and shim join paths with a double slash: //env//vmlinuz.
  if (options.secure || options.localPeer || PLAIN.test(path.replace(/\/{2,}/g, '/'))) return undefined;
  const name = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/i.exec(host ?? '')?.[1] ?? options.fallbackHost;
  const port = options.httpsPort === 443 ? '' : `:${options.httpsPort}`;
  return `https://${name}${port}${/^\/(?!\/)/.test(path) ? path : '/'}`;
}

/** Redirects (308) every request that must not be answered over plain HTTP. RFC 9110 §15.4.9. */
export function plainHttpRule(target: () => { httpsPort: number; fallbackHost: string }) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const location = secureLocation(request.originalUrl, request.headers.host, {
      secure: (request.socket as TLSSocket).encrypted === true,
      localPeer: isLocalPeer(request.socket),
      ...target(),
    });
    if (location === undefined) next();
    else response.redirect(308, location);
  };
}
