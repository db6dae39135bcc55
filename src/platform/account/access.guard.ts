import { type CanActivate, type ExecutionContext, Inject, Injectable, Optional } from '@nestjs/common';
import type { Request, Response } from 'express';
import { allows, ROLE_NAMES, type Role } from '../core/index.js';
import { ForbiddenError, PasswordChangeRequiredError, UnauthenticatedError } from './access-errors.js';
import {
  type Access,
  accessOf,
  admit,
  csrfTokenOfRequest,
  isBeforePasswordChange,
  isForScreens,
} from './access.js';
import type { Account } from './account.entity.js';
import type { KnownAccount } from './actor.js';
import { ApiTokens } from './api-tokens.js';
import { LocalToken } from './local-token.js';
import { MACHINE_SESSIONS, type MachineSessionCheck } from './machine-session.js';
import { READ_BODY, type ReadBody } from './read-body.js';
import { WallScreens } from './wall-screens.js';
import { screenTokenOf, sessionTokenOf } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { standingOf } from './standing.js';
import { csrfTokenOf, sameText, tokenHash } from './token-hash.js';

/** RFC 6750 §2.1; RFC 7617 for programs such as restic, which send a ticket as a password. */
const CREDENTIAL = /^(Bearer|Basic) [A-Za-z0-9._~+/-]{1,4096}=*$/i;
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Enforces the access that a route declares. With a session, requests that change something must come from our own
 * pages (CSRF token): SameSite alone does not cover old browsers and other ports of the same host. An account with
 * a password that somebody else chose can only change it.
 *
 * The guard reads the body after the caller is authenticated. Without authentication (login, ticket of a machine)
 * it reads only small bodies.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly localToken: LocalToken,
    private readonly screens: WallScreens,
    @Optional() @Inject(READ_BODY) private readonly readBody?: ReadBody,
    @Optional() @Inject(MACHINE_SESSIONS) private readonly machineSessions?: MachineSessionCheck,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(context.getClass(), context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (!access) throw undeclared();
    await this.admitCaller(request, access, context.getHandler());
    await this.readBody?.(request, http.getResponse<Response>(), access);
    const csrfToken = csrfTokenOfRequest(request);
    if (access.kind === 'role' && csrfToken !== undefined && !isSafe(request))
      refuseForged(request, csrfToken);
    return true;
  }

  private async admitCaller(request: Request, access: Access, handler: object): Promise<void> {
    if (access.kind === 'machine') return this.admitMachine(request, access.session);
    if (access.kind === 'public') return this.admitReader(request);
    const account = await this.authenticate(request, handler);
    if (account.passwordChangeRequired && !isBeforePasswordChange(handler)) {
      throw new PasswordChangeRequiredError();
    }
    requireRole(account, access.role);
  }

  /** Requires a token. The route verifies it when it is a ticket, and takes it in the form that it knows. */
  private async admitMachine(request: Request, hasSession = false): Promise<void> {
    const mayCome = CREDENTIAL.test(request.headers.authorization ?? '');
    if (!mayCome || (hasSession && !(await this.machineSessions?.admits(request)))) {
      throw new UnauthenticatedError();
    }
  }

  /** A public page may show who is logged in, but grants nothing for it. */
  private async admitReader(request: Request): Promise<void> {
    if (!isSafe(request)) return refuseOtherSites(request);
    const token = sessionTokenOf(request);
    const account = token === undefined ? undefined : await this.sessions.authenticate(token);
    if (token && account) admitSession(request, token, account);
  }

  private async authenticate(request: Request, handler: object): Promise<KnownAccount> {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.authenticateToken(request, bearer);
    const token = sessionTokenOf(request);
    const account = token === undefined ? undefined : await this.sessions.authenticate(token);
    if (!token || !account) return this.authenticateScreen(request, handler);
    if (!isSafe(request)) refuseOtherSites(request);
    return admitSession(request, token, account);
  }

  /** A screen of the wall reads what is declared for screens, as a viewer. */
  private async authenticateScreen(request: Request, handler: object): Promise<KnownAccount> {
    const token = isForScreens(handler) && isSafe(request) ? screenTokenOf(request) : undefined;
    const screen = token === undefined ? undefined : await this.screens.authenticate(token);
    if (!token || !screen) throw new UnauthenticatedError();
    const { id, name } = screen;
    const account: KnownAccount = {
      id,
      name: 'screen',
      displayName: name,
      role: 'viewer',
      passwordChangeRequired: false,
      via: 'screen',
    };
    admit(request, { account, credential: { kind: 'screen', hash: tokenHash(token) } });
    return account;
  }

  private async authenticateToken(request: Request, token: string): Promise<KnownAccount> {
    const isLocal = this.localToken.isOne(token);
    const found = isLocal ? await this.localHolder(token, request) : await this.tokens.authenticate(token);
    if (!found) {
      throw new UnauthenticatedError({
        fr: 'ce jeton est inconnu, expiré ou révoqué',
        en: 'this token is unknown, expired or revoked',
      });
    }
    const { account, role } = found;
    const known = { ...knownAs(account, isLocal ? 'local' : 'token'), role };
    // The local token is valid as long as this process; only its account can end it.
    const credential = isLocal ? undefined : ({ kind: 'token', hash: tokenHash(token) } as const);
    admit(request, { account: known, credential, standing: standingOf(account) });
    return known;
  }

  private async localHolder(token: string, request: Request) {
    const account = await this.localToken.authenticate(token, request);
    return account && { account, role: account.role };
  }
}

function admitSession(request: Request, token: string, account: Account): KnownAccount {
  const known = knownAs(account, 'session');
  const credential = { kind: 'session', hash: tokenHash(token) } as const;
  admit(request, {
    account: known,
    csrfToken: csrfTokenOf(token),
    credential,
    standing: standingOf(account),
  });
  return known;
}

/** Without the password's hash, so that no controller can return it. */
export function knownAs(account: Account, via: KnownAccount['via']): KnownAccount {
  const { id, name, displayName, role, passwordChangeRequired } = account;
  return { id, name, displayName, role, passwordChangeRequired, via };
}

function isSafe(request: Request): boolean {
  return SAFE_METHODS.includes(request.method);
}

/** The CSRF token is in a header, or in the body of a form, which has been read before. */
function refuseForged(request: Request, expected: string): void {
  const field = (request.body as Record<string, unknown> | undefined)?.['_csrf'];
  const given = request.headers['x-csrf-token'] ?? field;
  if (typeof given === 'string' && sameText(given, expected)) return;
  throw new ForbiddenError({
    fr: "la demande ne vient pas d’une page d'Établi (jeton CSRF absent ou faux) ; rechargez la page",
    en: 'the request does not come from a page of Établi (CSRF token missing or wrong); reload the page',
  });
}

/** Browsers send the origin of a request; other clients do not. W3C Fetch Metadata §2.3. */
function refuseOtherSites(request: Request): void {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  throw new ForbiddenError({
    fr: 'la demande vient d’un autre site',
    en: 'the request comes from another site',
  });
}

function requireRole(account: KnownAccount, needed: Role): void {
  if (allows(account.role, needed)) return;
  throw new ForbiddenError(
    {
      fr: `votre rôle (${ROLE_NAMES[account.role].fr}) ne permet pas cette action ; il faut avoir le rôle ${ROLE_NAMES[needed].fr}`,
      en: `your role (${ROLE_NAMES[account.role].en}) does not allow this; it needs the role ${ROLE_NAMES[needed].en}`,
    },
    { data: { held: account.role, needed } },
  );
}

/** Start-up checks this already; routes added later stay closed. */
function undeclared(): ForbiddenError {
  return new ForbiddenError({
    fr: 'l’accès à cette adresse est fermé',
    en: 'this address is closed',
  });
}
