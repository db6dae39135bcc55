import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { ApiTokens, isSentFromHere, UnauthenticatedError } from '../../../platform/account/index.js';

/** Admits requests from this machine, and requests from elsewhere with an API token. */
@Injectable()
export class LocalOrToken implements CanActivate {
  constructor(private readonly tokens: ApiTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    if (isSentFromHere(request)) return true;
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined && (await this.tokens.authenticate(token)) !== undefined) return true;
    throw new UnauthenticatedError();
  }
}
