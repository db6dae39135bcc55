import type { NextFunction, Request, Response } from 'express';

/**
 * `//env///vmlinuz?x=//` -> `/env/vmlinuz?x=//`: firmware and shim join paths with one slash too many. It is
 * the first middleware, so that all others see the same path.
 */
export function collapseSlashes(request: Request, _response: Response, next: NextFunction): void {
  const [path = '', ...query] = request.url.split('?');
  if (path.includes('//')) {
    request.url = [path.replaceAll(/\/{2,}/g, '/'), ...query].join('?');
    request.originalUrl = request.url;
  }
  next();
}
