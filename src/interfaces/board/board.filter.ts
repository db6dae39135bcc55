import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PasswordChangeRequiredError, UnauthenticatedError } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { describe, EtabliError, httpStatusOf, say } from '../../platform/core/index.js';
import { renderTemplate } from '../../platform/template/index.js';
import { ownPath, pageOf } from './reader.js';

const log = logger('board');
const UNFORESEEN = {
  fr: "Une erreur inattendue s'est produite ; le journal du serveur en donne la cause.",
  en: 'Something unexpected happened; the log of the server tells the cause.',
};

/** Tells errors as a page; who is not logged in is led to the login, who must change the password to that page. */
@Catch()
export class BoardFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
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
    const foreseen = error instanceof EtabliError || error instanceof HttpException;
    if (!foreseen) log.error({ err: error, path: request.path }, 'page failed');
    const { text, remedy } = foreseen ? describe(error) : { text: UNFORESEEN, remedy: undefined };
    const title = say({ fr: 'Impossible', en: 'This cannot be done' }, page.language);
    const html = renderTemplate('board/problem.html', {
      ...page,
      title,
      detail: say(text, page.language),
      ...(remedy && { remedy: say(remedy, page.language) }),
      back: backOf(request),
    });
    response.status(httpStatusOf(error)).type('html').send(html);
  }
}

/** The page that the form stood on, if it was one of ours. */
function backOf(request: Request): string {
  try {
    return ownPath(new URL(request.headers.referer ?? '').pathname);
  } catch {
    return '/';
  }
}
