import { createHash } from 'node:crypto';
import {
  HttpException,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { accountOf } from '../../../platform/account/index.js';
import { logger } from '../../../platform/config/index.js';
import { EtabliError } from '../../../platform/core/index.js';
import { Vault } from '../../../platform/vault/index.js';
import { hasBody } from '../body-limits.js';
import { IdempotencyStore, type KeyOwner } from './idempotency.store.js';
import { bodyNotRead, invalidKey, otherRequest, outcomeUnknown, underWay } from './refusals.js';

const log = logger('app');
const LONGEST_KEY = 200;
/** A request that has not answered after this time was interrupted. */
const UNDER_WAY_MS = 5 * 60_000;
/** One process is the server: requests from before it started were interrupted. */
const STARTED = Date.now() - process.uptime() * 1000;

/**
 * Replays the first answer to a POST request that repeats an Idempotency-Key. A key can be used again only when
 * its request was refused. When the request was interrupted, or its answer could not be stored, its outcome is
 * unknown and a repetition answers 409. draft-ietf-httpapi-idempotency-key-header.
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
      return this.replay(owner, digest, response);
    const answer: unknown = await this.run(owner, next);
    await this.keep(owner, response.statusCode, answer);
    return answer;
  }

  private async run(owner: KeyOwner, next: CallHandler): Promise<unknown> {
    try {
      return await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      // After a refusal nothing was done; after any other error the outcome is unknown.
      if (error instanceof EtabliError || error instanceof HttpException) await this.release(owner);
      throw error;
    }
  }

  /** The request was carried out: its answer is sent even if it cannot be stored. */
  private async keep(owner: KeyOwner, status: number, answer: unknown): Promise<void> {
    try {
      const sealed = this.vault.seal(Buffer.from(JSON.stringify(answer ?? null)), contextOf(owner));
      await this.store.answer(owner, status, sealed);
    } catch (error) {
      log.error({ err: error }, 'cannot store the answer of an idempotency key');
    }
  }

  private async release(owner: KeyOwner): Promise<void> {
    await this.store.release(owner).catch((error: unknown) => {
      log.error({ err: error }, 'cannot release an idempotency key');
    });
  }

  private async replay(owner: KeyOwner, digest: Buffer, response: Response): Promise<unknown> {
    const known = await this.store.find(owner);
    if (known !== null && !this.vault.open(known.request, contextOf(owner)).equals(digest))
      throw otherRequest();
    if (known === null) throw underWay();
    if (known.status === null || known.answer === null) {
      throw isUnderWay(known.createdAt) ? underWay() : outcomeUnknown();
    }
    response.status(known.status).setHeader('Idempotency-Replayed', 'true');
    const answer: unknown = JSON.parse(this.vault.open(known.answer, contextOf(owner)).toString('utf8'));
    return answer ?? undefined;
  }
}

function isUnderWay(createdAt: Date): boolean {
  const at = createdAt.getTime();
  return at >= STARTED && Date.now() - at < UNDER_WAY_MS;
}

function contextOf({ accountId, key }: KeyOwner): string {
  return `idempotency/${accountId}/${key}`;
}

/** From the raw body where it is kept (CSV), otherwise from the parsed body. */
function digestOf(request: Request): Buffer {
  const body: unknown = request.body;
  if (body === undefined && hasBody(request)) throw bodyNotRead();
  const hash = createHash('sha256').update(JSON.stringify([request.method, request.originalUrl]));
  return hash.update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null)).digest();
}

function checked(key: string | string[]): string {
  const text = Array.isArray(key) ? key.join(',') : key;
  if (text.length > 0 && text.length <= LONGEST_KEY) return text;
  throw invalidKey(text, LONGEST_KEY);
}
