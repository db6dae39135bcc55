import type { Response } from 'express';

/** Sends a page that no cache keeps: it is for one reader, at one moment. */
export function sendPage(response: Response, html: string): void {
  response.set('Cache-Control', 'no-store').type('html').send(html);
}
