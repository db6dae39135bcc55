import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type MachineSessionCheck, UnauthenticatedError } from '../../platform/account/index.js';
import { bearerToken } from './bearer.js';
import type { EnvironmentSession } from './environment-session.entity.js';
import { EnvironmentSessionStore } from './environment-session.store.js';

/** The sessions behind requests: the guard looks each up, and the route takes it from here. */
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

  /** The session of a request that the guard has let in. */
  of(request: Request): EnvironmentSession {
    const session = this.found.get(request);
    if (session === undefined) throw new UnauthenticatedError();
    return session;
  }
}

/** How the token of a session is kept. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
