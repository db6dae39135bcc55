import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { retryAfterOf } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { refusedNull } from '../../platform/database/index.js';
import { languageOfReader, nothingHerePage } from '../board/index.js';
import { problemOf } from './problem.js';

const log = logger('app');

/** Where no person looks for a page, whatever the program says that it accepts. */
const NO_PAGES = /^\/(?:api|assets|boot|env|grub|health|metrics|payloads|phone-home)(?:\/|$)/;

/** Answers every error as problem details, in the request's language. RFC 9457. A browser that finds no page gets one. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = refusedNull(thrown);
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error, languageOfReader(request), pathOf(request));
    // An error with Retry-After is deliberate: many of them must not fill the log.
    if (problem.status >= 500 && retryAfterOf(error) === undefined)
      log.error({ err: error, method: request.method, path: pathOf(request) }, 'request failed');
    if (response.headersSent) {
      // Part of the answer was sent: closing the connection shows the client that it is incomplete.
      response.destroy();
      return;
    }
    if (error instanceof NotFoundException && asksForPage(request)) {
      response.status(404).type('html').send(nothingHerePage(request));
      return;
    }
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="etabli"');
    const seconds = retryAfterOf(error) ?? (problem.status === 503 ? 5 : undefined);
    if (seconds !== undefined) response.setHeader('Retry-After', seconds);
    const body = JSON.stringify(problem);
    response.status(problem.status).setHeader('Content-Language', languageOfReader(request));
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}

/** Nest itself throws NotFoundException, where no route is; what was asked for of a route throws an error of ours. */
function asksForPage(request: Request): boolean {
  return (
    request.method === 'GET' &&
    request.accepts(['json', 'html']) === 'html' &&
    !NO_PAGES.test(pathOf(request))
  );
}

/** The path without its query, which may contain secrets. */
function pathOf(request: Request): string {
  return request.originalUrl.split('?')[0] ?? '/';
}
