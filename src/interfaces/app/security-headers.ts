import helmet from 'helmet';

/**
 * Headers of every answer. No HSTS and no upgrade-insecure-requests: the certificate is signed by Établi's own
 * CA, and PCs fetch boot files over plain HTTP from the same names.
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
