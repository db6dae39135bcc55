import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type MachineSessionCheck, UnauthenticatedError } from '../../platform/account/index.js';
import { digestOfSecret, type WindowsBoot, WindowsBootStore } from '../pipeline/index.js';
import { bearerToken } from './bearer.js';

/** Looks up the first boot whose token a request bears, for the guard and for the route. */
@Injectable()
export class WindowsSessions implements MachineSessionCheck {
  private readonly found = new WeakMap<Request, WindowsBoot>();

  constructor(private readonly store: WindowsBootStore) {}

  async admits(request: Request): Promise<boolean> {
    const token = bearerToken(request.headers.authorization);
    const boot = token === undefined ? null : await this.store.findByToken(digestOfSecret(token));
    if (boot !== null) this.found.set(request, boot);
    return boot !== null;
  }

  /** The first boot of an authenticated request; an environment's session is none. */
  of(request: Request): WindowsBoot {
    const boot = this.found.get(request);
    if (boot === undefined) throw new UnauthenticatedError();
    return boot;
  }
}
