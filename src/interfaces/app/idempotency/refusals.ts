import { ConflictError, InputError, PermanentError } from '../../../platform/core/index.js';

/** Why a request with an Idempotency-Key is not done, nor answered as the first one was. */

export function invalidKey(found: string, longest: number): InputError {
  return new InputError({ fr: 'Idempotency-Key invalide', en: 'invalid Idempotency-Key' }, [
    {
      field: 'Idempotency-Key',
      found: found.slice(0, longest),
      expected: { fr: `de 1 à ${longest} caractères`, en: `1 to ${longest} characters` },
    },
  ]);
}

/** Two streamed bodies cannot be told apart before they are taken. */
export function bodyNotRead(): InputError {
  return new InputError(
    {
      fr: 'Une demande dont le contenu est reçu au fil de l’eau ne prend pas d’Idempotency-Key.',
      en: 'A request whose content is streamed takes no Idempotency-Key.',
    },
    [],
    {
      remedy: { fr: 'Envoyez-la sans Idempotency-Key.', en: 'Send it without Idempotency-Key.' },
    },
  );
}

/** No request that means something has lists in lists thousands of levels deep. */
export function bodyTooDeep(): InputError {
  const text = {
    fr: 'Le contenu de la demande est trop profondément imbriqué.',
    en: 'The content of the request is nested too deeply.',
  };
  return new InputError(text, []);
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
    en: 'The first request with this Idempotency-Key is still under way.',
  });
}

export function outcomeUnknown(): ConflictError {
  return new ConflictError(
    {
      fr: 'La première demande faite avec cette Idempotency-Key a été interrompue : on ne sait pas si elle a été exécutée.',
      en: 'The first request with this Idempotency-Key was cut off: whether it was done is unknown.',
    },
    {
      remedy: {
        fr: 'Vérifiez si ce qui était demandé existe ; sinon, refaites la demande avec une nouvelle clé.',
        en: 'Look whether what was asked for exists; if not, ask again with a new key.',
      },
    },
  );
}
