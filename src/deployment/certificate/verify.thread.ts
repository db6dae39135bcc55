import { threadWork } from '../../platform/threads/index.js';
import { verifyCertificate } from '../proof/index.js';

/** Verifies a file that anybody may have made. */
export const verify = threadWork((bytes: Uint8Array, publicKeyPem: string) =>
  verifyCertificate(Buffer.from(bytes), publicKeyPem),
);
