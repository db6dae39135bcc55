import { createHash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { accountOf } from '../../account/index.js';
import { ConflictError, InputError, PermanentError } from '../../core/index.js';
import { Vault } from '../../vault/index.js';
import { IdempotencyStore, type KeyOwner } from './idempotency.store.js';

const LONGEST_KEY = 200;

/**
 * Gives the first answer again to a POST request that repeats an Idempotency-Key, and does nothing twice.
 * draft-ietf-httpapi-idempotency-key-header.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly vault: Vault,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.headers['idempotency-key'];
    const account = accountOf(request);
    if (request.method !== 'POST' || key === undefined || account === undefined) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    return from(this.once({ accountId: account.id, key: checked(key) }, request, response, next));
  }

  private async once(
    owner: KeyOwner,
    request: Request,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const digest = digestOf(request);
    if (!(await this.store.claim(owner, this.vault.seal(digest, contextOf(owner)))))
      return this.again(owner, digest, response);
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const sealed = this.vault.seal(Buffer.from(JSON.stringify(answer ?? null)), contextOf(owner));
      await this.store.answer(owner, response.statusCode, sealed);
      return answer;
    } catch (error) {
      await this.store.release(owner);
      throw error;
    }
  }

  private async again(owner: KeyOwner, digest: Buffer, response: Response): Promise<unknown> {
    const known = await this.store.find(owner);
    if (known !== null && !this.vault.open(known.request, contextOf(owner)).equals(digest))
      throw otherRequest();
    if (known === null || known.status === null || known.answer === null) throw underWay();
    response.status(known.status).setHeader('Idempotency-Replayed', 'true');
    const answer: unknown = JSON.parse(this.vault.open(known.answer, contextOf(owner)).toString('utf8'));
    return answer ?? undefined;
  }
}

function contextOf({ accountId, key }: KeyOwner): string {
  return `idempotency/${accountId}/${key}`;
}

function digestOf(request: Request): Buffer {
  return createHash('sha256')
    .update(
      JSON.stringify([
        request.method,
        request.originalUrl,
        request.headers['content-length'],
        request.body ?? null,
      ]),
    )
    .digest();
}

function checked(key: string | string[]): string {
  const text = Array.isArray(key) ? key.join(',') : key;
  if (text.length > 0 && text.length <= LONGEST_KEY) return text;
  throw new InputError({ fr: 'Idempotency-Key invalide', en: 'invalid Idempotency-Key' }, [
    {
      field: 'Idempotency-Key',
      found: text.slice(0, LONGEST_KEY),
      expected: { fr: `de 1 à ${LONGEST_KEY} caractères`, en: `1 to ${LONGEST_KEY} characters` },
    },
  ]);
}

function otherRequest(): PermanentError {
  return new PermanentError({
    fr: 'Cette Idempotency-Key a déjà servi à une autre demande.',
    en: 'This Idempotency-Key was already used for another request.',
  });
}

function underWay(): ConflictError {
  return new ConflictError({
    fr: 'La première demande faite avec cette Idempotency-Key est encore en cours.',
    en: 'The first request with this Idempotency-Key is still under way.',
  });
}
