import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  PasswordChangeRequiredError,
  setRetryAfter,
  UnauthenticatedError,
} from '../../../platform/account/index.js';
import { logger } from '../../../platform/config/index.js';
import { type Bilingual, describe, EtabliError, httpStatusOf } from '../../../platform/core/index.js';
import { say } from './say.js';
import { refusedNull } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { ownPath, pageOf, readerOf } from './reader.js';

const log = logger('board');
const UNEXPECTED = {
  fr: 'Une erreur inattendue s’est produite ; le journal du serveur en donne la cause.',
  en: 'An unexpected error occurred; the log of the server gives the cause.',
};

const IMPOSSIBLE = { fr: 'Impossible', en: 'This cannot be done' };
/** What browsers do not send: too long, cut, or in an encoding that nobody asked for. */
const UNREADABLE = {
  fr: 'La demande est trop longue ou ne peut pas être lue ; rien n’a été fait.',
  en: 'The request is too long or cannot be read; nothing was done.',
};

/** Shows errors as a page, or redirects to the page for logging in or for changing the password. */
@Catch()
export class BoardFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = refusedNull(thrown);
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return void response.destroy();
    if (error instanceof UnauthenticatedError) {
      const back = request.method === 'GET' ? request.originalUrl : '/';
      return response.redirect(303, `/login?back=${encodeURIComponent(back)}`);
    }
    if (error instanceof PasswordChangeRequiredError && request.method === 'GET') {
      return response.redirect(303, '/password');
    }
    const { text, remedy } = wordsOf(error);
    if (text === UNEXPECTED) log.error({ err: error, path: request.path }, 'page failed');
    setRetryAfter(response, error);
    const html = problemPage(request, { title: IMPOSSIBLE, text, remedy });
    response.status(httpStatusOf(error)).type('html').send(html);
  }
}

/** For a person who typed an address, or followed an old link, at which there is nothing. */
export function nothingHerePage(request: Request): string {
  return problemPage(request, {
    title: { fr: 'Cette page n’existe pas', en: 'There is no such page' },
    text: {
      fr: 'Il n’y a rien à cette adresse : elle est mal tapée, ou ce qu’elle montrait n’existe plus.',
      en: 'There is nothing at this address: it is mistyped, or what it showed is gone.',
    },
    remedy: {
      fr: 'Scannez l’étiquette du PC, ou cherchez-le par son nom ou son numéro.',
      en: 'Scan the label of the PC, or search it by its name or number.',
    },
  });
}

interface Told {
  title: Bilingual;
  text: Bilingual;
  remedy?: Bilingual;
}

function problemPage(request: Request, { title, text, remedy }: Told): string {
  const { language } = readerOf(request);
  return renderTemplate('board/frame/problem.html', {
    ...pageOf(request, say(title, language)),
    detail: say(text, language),
    ...(remedy && { remedy: say(remedy, language) }),
    back: backOf(request),
  });
}

function wordsOf(error: unknown): ReturnType<typeof describe> {
  if (error instanceof EtabliError || error instanceof HttpException) return describe(error);
  // Strangers must not fill the log: the parser of forms says what is wrong with a request by a status of its own.
  return { text: httpStatusOf(error) < 500 ? UNREADABLE : UNEXPECTED };
}

/** The page that sent the form, or `/` if it is not a page of this site. */
function backOf(request: Request): string {
  try {
    return ownPath(new URL(request.headers.referer ?? '').pathname);
  } catch {
    return '/';
  }
}
