import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PasswordChangeRequiredError, UnauthenticatedError } from '../../../platform/account/index.js';
import { logger } from '../../../platform/config/index.js';
import { describe, EtabliError, httpStatusOf } from '../../../platform/core/index.js';
import { say } from './say.js';
import { refusedNull } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { ownPath, pageOf } from './reader.js';

const log = logger('board');
const UNEXPECTED = {
  fr: "Une erreur inattendue s'est produite ; le journal du serveur en donne la cause.",
  en: 'An unexpected error occurred; the log of the server gives the cause.',
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
    const page = pageOf(request, 'Établi');
    const expected = error instanceof EtabliError || error instanceof HttpException;
    if (!expected) log.error({ err: error, path: request.path }, 'page failed');
    const { text, remedy } = expected ? describe(error) : { text: UNEXPECTED, remedy: undefined };
    const title = say({ fr: 'Impossible', en: 'This cannot be done' }, page.language);
    const html = renderTemplate('board/frame/problem.html', {
      ...page,
      title,
      detail: say(text, page.language),
      ...(remedy && { remedy: say(remedy, page.language) }),
      back: backOf(request),
    });
    response.status(httpStatusOf(error)).type('html').send(html);
  }
}

/** The page that sent the form, or `/` if it is not a page of this site. */
function backOf(request: Request): string {
  try {
    return ownPath(new URL(request.headers.referer ?? '').pathname);
  } catch {
    return '/';
  }
}
