import type { Request, Response } from 'express';
import { SESSION_SECONDS } from './sessions.js';

const COOKIE = 'etabli_session';
const SCREEN_COOKIE = 'etabli_screen';
/** The longest that browsers keep a cookie; it is set again at each visit. RFC 6265bis §5.5 */
const SCREEN_MS = 400 * 86_400_000;

/** The value of the session cookie. The application parses cookies with cookie-parser. */
export function sessionTokenOf(request: Request): string | undefined {
  const value = (request.cookies as Record<string, unknown> | undefined)?.[COOKIE];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The token of a screen of the wall. */
export function screenTokenOf(request: Request): string | undefined {
  const value = (request.cookies as Record<string, unknown> | undefined)?.[SCREEN_COOKIE];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function setScreenCookie(request: Request, response: Response, token: string): void {
  response.cookie(SCREEN_COOKIE, token, { ...attributes(request), maxAge: SCREEN_MS });
}

/** Sets the session cookie: HttpOnly, SameSite=Lax, and Secure when the request came over TLS. */
export function setSessionCookie(request: Request, response: Response, token: string): void {
  response.cookie(COOKIE, token, { ...attributes(request), maxAge: SESSION_SECONDS * 1000 });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(COOKIE, attributes(request));
}

function attributes(request: Request) {
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' } as const;
}

/** The address of the client for the audit log and the login limit; `local` on the UNIX socket. */
export function addressOf(request: Request): string {
  return request.ip ?? 'local';
}
