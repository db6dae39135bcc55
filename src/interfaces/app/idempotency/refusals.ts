import { ConflictError, InputError, PermanentError } from '../../../platform/core/index.js';

export function invalidKey(found: string, longest: number): InputError {
  return new InputError({ fr: 'Idempotency-Key invalide', en: 'invalid Idempotency-Key' }, [
    {
      field: 'Idempotency-Key',
      found: found.slice(0, longest),
      expected: { fr: `de 1 à ${longest} caractères`, en: `1 to ${longest} characters` },
    },
  ]);
}

/** A streamed body cannot be compared with the first one before it is processed. */
export function bodyNotRead(): InputError {
  return new InputError(
    {
      fr: 'Une demande dont le contenu est reçu en flux continu n’accepte pas d’Idempotency-Key.',
      en: 'A request whose content is streamed does not accept an Idempotency-Key.',
    },
    [],
    {
      remedy: { fr: 'Envoyez-la sans Idempotency-Key.', en: 'Send it without Idempotency-Key.' },
    },
  );
}

export function otherRequest(): PermanentError {
  return new PermanentError({
    fr: 'Cette Idempotency-Key a déjà servi à une autre demande.',
    en: 'This Idempotency-Key was already used for another request.',
  });
}

export function underWay(): ConflictError {
  return new ConflictError({
    fr: 'La première demande faite avec cette Idempotency-Key est encore en cours.',
    en: 'The first request with this Idempotency-Key is still running.',
  });
}

export function outcomeUnknown(): ConflictError {
  return new ConflictError(
    {
      fr: 'La première demande faite avec cette Idempotency-Key a été interrompue : on ne sait pas si elle a été exécutée.',
      en: 'The first request with this Idempotency-Key was interrupted: it is not known whether it was carried out.',
    },
    {
      remedy: {
        fr: 'Vérifiez si le résultat de la demande existe ; sinon, refaites la demande avec une nouvelle clé.',
        en: 'Check whether the result of the request exists; if not, send the request again with a new key.',
      },
    },
  );
}
