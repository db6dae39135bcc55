import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { SSE_METADATA } from '@nestjs/common/constants.js';
import type { Request, Response } from 'express';
import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  from,
  map,
  merge,
  type Observable,
  of,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import { Notifications } from '../database/index.js';
import { TooManyAttemptsError } from './access-errors.js';
import { accountOf, type Credential, credentialOf, standingAtEntry } from './access.js';
import { StandingStore } from './standing.store.js';

/** The longest delay of a timer, 24 days. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_MS = 2 ** 31 - 1;
/** Of one account: several people may share one, each with some tablets. */
const MOST_STREAMS = 60;
const AGAIN_SECONDS = 10;
/** Expiry is decided by the clock of the database, which may be behind this one. */
const AGAIN_MS = 1_000;

/**
 * Limits the event streams of an account, and ends them when their account is disabled or changes its password or role, and when their session or token
 * ends. The guard checks only when a stream is opened.
 */
@Injectable()
export class StreamEnd implements NestInterceptor {
  /** How many streams each account has open. */
  private readonly open = new Map<string, number>();

  constructor(
    private readonly notifications: Notifications,
    private readonly store: StandingStore,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (Reflect.getMetadata(SSE_METADATA, context.getHandler()) !== true) return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const account = accountOf(request);
    const free = account ? this.admit(account.id) : () => undefined;
    // The connection may close before anybody reads the stream.
    context.switchToHttp().getResponse<Response>().once('close', free);
    return next.handle().pipe(takeUntil(this.ended(request)));
  }

  /**
   * Counts a stream: pages with different filters are drawn apart, each again and again. Throws TooManyAttemptsError.
   * @returns what uncounts it
   */
  private admit(accountId: string): () => void {
    const count = this.open.get(accountId) ?? 0;
    if (count >= MOST_STREAMS) throw new TooManyAttemptsError(AGAIN_SECONDS);
    this.open.set(accountId, count + 1);
    return () => {
      const left = (this.open.get(accountId) ?? 1) - 1;
      if (left > 0) this.open.set(accountId, left);
      else this.open.delete(accountId);
    };
  }

  /** Emits when the credential of the request is no longer valid. Checked first at once: it may just have ended. */
  private ended(request: Request): Observable<void> {
    const account = accountOf(request);
    const credential = credentialOf(request);
    if (!account) return EMPTY; // a public stream has no account
    const hints = merge(
      of(undefined),
      this.notifications
        .changes()
        .pipe(filter(({ channel, id }) => channel === 'account' && id === account.id)),
      this.notifications.gaps(),
      credential ? this.expiry(credential) : EMPTY,
    );
    const holds = () => this.holds(account.id, standingAtEntry(request), credential).catch(() => false);
    return hints.pipe(
      concatMap(holds),
      filter((still) => !still),
      take(1),
      map(() => undefined),
    );
  }

  private expiry(credential: Credential): Observable<unknown> {
    return defer(() => from(this.store.endOf(credential))).pipe(
      catchError(() => of(new Date())),
      switchMap((end) =>
        end ? timer(Math.min(Math.max(0, end.getTime() - Date.now()), LONGEST_MS), AGAIN_MS) : EMPTY,
      ),
    );
  }

  private async holds(accountId: string, standing?: string, credential?: Credential): Promise<boolean> {
    if ((await this.store.ofAccount(accountId)) !== standing) return false;
    return credential === undefined || (await this.store.endOf(credential)) !== undefined;
  }
}
