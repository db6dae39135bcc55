import helmet from 'helmet';

/**
 * Headers of every answer. No HSTS and no upgrade-insecure-requests: Établi's authority is its own, and PCs
 * fetch boot files over plain HTTP from the same names. The board runs scripts of its own origin only.
 */
export function securityHeaders() {
  return helmet({
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
}
