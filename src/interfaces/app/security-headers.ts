import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** What no page uses. The pages that test the camera and the microphone of a PC allow them for themselves. */
const NOT_USED = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()';

/**
 * Headers of every answer. No HSTS and no upgrade-insecure-requests: the certificate is signed by Établi's own
 * CA, and PCs fetch boot files over plain HTTP from the same names.
 */
export function securityHeaders() {
  const headers = helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('Permissions-Policy', NOT_USED);
    headers(request, response, next);
  };
}
