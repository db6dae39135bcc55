import type { NextFunction, Request, Response } from 'express';

/** The first thing that a request goes through: `//env///vmlinuz?x=//` -> `/env/vmlinuz?x=//`: firmware and shim join paths with one slash too many. */
export function collapseSlashes(request: Request, _response: Response, next: NextFunction): void {
  const [path = '', ...query] = request.url.split('?');
  if (path.includes('//')) request.url = [path.replaceAll(/\/{2,}/g, '/'), ...query].join('?');
  next();
}
