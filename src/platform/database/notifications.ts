import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type pg from 'pg';
import { type Observable, Subject } from 'rxjs';
import { DataSource, type EntityManager } from 'typeorm';
import { logger } from '../config/index.js';
import { listen, notify } from './notification.store.js';
import { DATABASE_URL } from './tokens.js';

const log = logger('database');
const RETRY_MS = 500;

/** A row of this kind changed; whoever shows it reads it again. */
export interface Change {
  channel: 'deployment' | 'machine' | 'lot' | 'account';
  id: string;
}

/**
 * Hints between the processes of Établi that something changed, through LISTEN/NOTIFY. Only a hint: what is
 * said while a listener is cut off is lost, and `gaps()` then tells it to read everything again.
 */
@Injectable()
export class Notifications implements OnModuleInit, OnModuleDestroy {
  private readonly heard = new Subject<Change>();
  private readonly lost = new Subject<void>();
  private client?: pg.Client;
  private retry?: NodeJS.Timeout;
  private closed = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(DATABASE_URL) private readonly url: string,
  ) {}

  /** Resolves once this process hears changes. */
  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.client?.end();
    this.heard.complete();
    this.lost.complete();
  }

  /** With the manager of a transaction, it is told when that commits, and never when it rolls back. */
  async publish(
    channel: Change['channel'],
    ids: string | readonly string[],
    manager?: EntityManager,
  ): Promise<void> {
    const payloads = [ids].flat().map((id) => JSON.stringify({ channel, id }));
    await notify(manager ?? this.dataSource, payloads);
  }

  /** Every change that any process published, this one included. */
  changes(): Observable<Change> {
    return this.heard.asObservable();
  }

  /** Emits after a lost connection came back: changes of the meantime were not heard. */
  gaps(): Observable<void> {
    return this.lost.asObservable();
  }

  private async connect(): Promise<void> {
    const client = await listen(
      this.url,
      (payload) => this.heard.next(JSON.parse(payload) as Change),
      () => this.reconnect(),
    );
    this.client = client;
    if (this.closed) await client.end();
  }

  private reconnect(): void {
    if (this.closed) return;
    log.warn('connection for notifications lost');
    const again = () => {
      this.connect().then(
        () => this.lost.next(),
        () => {
          if (!this.closed) this.retry = setTimeout(again, RETRY_MS);
        },
      );
    };
    this.retry = setTimeout(again, RETRY_MS);
  }
}
