import type { IncomingHttpHeaders } from 'node:http';
import { InputError } from '../core/index.js';

/**
 * Refuses an Idempotency-Key for answers with secrets in clear: the stored answer could be read again without
 * authorisation and audit. Throws InputError.
 */
export function mustNotBeKept({ headers }: { headers: IncomingHttpHeaders }): void {
  if (headers['idempotency-key'] === undefined) return;
  throw new InputError(
    {
      fr: 'La réponse contient des secrets en clair et n’est pas conservée : cette requête n’accepte pas d’Idempotency-Key.',
      en: 'The answer contains secrets in clear and is not stored: this request accepts no Idempotency-Key.',
    },
    [],
    {
      remedy: {
        fr: 'Envoyez la requête sans Idempotency-Key.',
        en: 'Send the request without Idempotency-Key.',
      },
    },
  );
}
