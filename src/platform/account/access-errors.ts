import { type Bilingual, EtabliError } from '../core/index.js';

/** The request is not authenticated. HTTP 401. */
export class UnauthenticatedError extends EtabliError {
  readonly status = 401;

  constructor(
    text: Bilingual = { fr: 'connectez-vous, ou fournissez un jeton', en: 'log in, or give a token' },
  ) {
    super(text);
  }
}

/** The authenticated account is not allowed to do this. HTTP 403. */
export class ForbiddenError extends EtabliError {
  readonly status = 403;
}

/** The account must change its password first, because somebody else chose it. HTTP 403. */
export class PasswordChangeRequiredError extends ForbiddenError {
  constructor() {
    super(
      {
        fr: 'changez d’abord votre mot de passe : quelqu’un d’autre l’a choisi',
        en: 'change your password first: somebody else chose it',
      },
      {
        remedy: {
          fr: 'Connectez-vous au tableau, qui le demande, ou envoyez PUT /api/session/password.',
          en: 'Log in to the board, which asks for it, or send PUT /api/session/password.',
        },
        data: { passwordChangeRequired: true },
      },
    );
  }
}

/** Too many logins at the same time. HTTP 503, RFC 9110 §15.6.4. */
export class BusyError extends EtabliError {
  readonly status = 503;
  readonly retryAfterSeconds = 5;

  constructor() {
    super({
      fr: 'trop de connexions en même temps ; recommencez dans 5 secondes',
      en: 'too many logins at the same time; try again in 5 seconds',
    });
  }
}

/** Too many bytes of files arrive at the same time. HTTP 503, RFC 9110 §15.6.4. */
export class TooManyFilesError extends EtabliError {
  readonly status = 503;
  readonly retryAfterSeconds = 5;

  constructor() {
    super({
      fr: 'trop de fichiers arrivent en même temps ; recommencez dans 5 secondes',
      en: 'too many files arrive at the same time; try again in 5 seconds',
    });
  }
}

/** Too many attempts; the next one is accepted after `retryAfterSeconds`. HTTP 429, RFC 6585 §4. */
export class TooManyAttemptsError extends EtabliError {
  readonly status = 429;

  constructor(readonly retryAfterSeconds: number) {
    super(
      {
        fr: `trop de tentatives ; recommencez dans ${retryAfterSeconds} secondes`,
        en: `too many attempts; try again in ${retryAfterSeconds} seconds`,
      },
      { data: { retryAfterSeconds } },
    );
  }
}

/** The value of Retry-After for an error, if any. RFC 9110 §10.2.3. */
export function retryAfterOf(error: unknown): number | undefined {
  const saysWhen = [TooManyAttemptsError, BusyError, TooManyFilesError].some((kind) => error instanceof kind);
  return saysWhen ? (error as TooManyFilesError).retryAfterSeconds : undefined;
}
