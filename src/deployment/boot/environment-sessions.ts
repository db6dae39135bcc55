import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type MachineSessionCheck, UnauthenticatedError } from '../../platform/account/index.js';
import { bearerToken } from './bearer.js';
import type { EnvironmentSession } from './environment-session.entity.js';
import { EnvironmentSessionStore } from './environment-session.store.js';

/** Looks up the session of a request for the guard and for the route. */
@Injectable()
export class EnvironmentSessions implements MachineSessionCheck {
  private readonly found = new WeakMap<Request, EnvironmentSession>();

  constructor(private readonly store: EnvironmentSessionStore) {}

  async admits(request: Request): Promise<boolean> {
    const token = bearerToken(request.headers.authorization);
    const session = token === undefined ? null : await this.store.findByToken(tokenDigest(token));
    if (session !== null) this.found.set(request, session);
    return session !== null;
  }

  /** The session of an authenticated request. */
  of(request: Request): EnvironmentSession {
    const session = this.found.get(request);
    if (session === undefined) throw new UnauthenticatedError();
    return session;
  }
}

/** The stored form of a token. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
