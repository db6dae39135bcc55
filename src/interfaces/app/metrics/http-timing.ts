import type { NextFunction, Request, Response } from 'express';
import { Histogram, register } from 'prom-client';

const NAME = 'etabli_http_request_seconds';

const timing =
  (register.getSingleMetric(NAME) as Histogram<'method' | 'route' | 'status'> | undefined) ??
  new Histogram({
    name: NAME,
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  });

/** Times requests by route pattern, not by URL, to bound the number of series. */
export function httpTiming() {
  return (request: Request, response: Response, next: NextFunction): void => {
    const end = timing.startTimer({ method: request.method });
    response.once('close', () => {
      const pattern: unknown = (request.route as { path?: unknown } | undefined)?.path;
      end({ route: typeof pattern === 'string' ? pattern : 'none', status: String(response.statusCode) });
    });
    next();
  };
}
