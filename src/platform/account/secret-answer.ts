import type { IncomingHttpHeaders } from 'node:http';
import { InputError } from '../core/index.js';

/**
 * An answer that is kept under an Idempotency-Key could be read again by someone who may not see its secrets any
 * more, and off the record. Throws InputError for a request that asks for it.
 */
export function mustNotBeKept({ headers }: { headers: IncomingHttpHeaders }): void {
  if (headers['idempotency-key'] === undefined) return;
  throw new InputError(
    {
      fr: 'Des secrets écrits en clair ne sont pas gardés : cette demande ne prend pas d’Idempotency-Key.',
      en: 'Secrets in clear are not kept: this request takes no Idempotency-Key.',
    },
    [],
    {
      remedy: {
        fr: 'Envoyez la demande sans Idempotency-Key.',
        en: 'Send the request without Idempotency-Key.',
      },
    },
  );
}
