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

/** A row changed: readers must load it again. */
export interface Change {
  channel: 'deployment' | 'machine' | 'lot' | 'account';
  id: string;
}

/**
 * Notifies the processes of Établi of changes through LISTEN/NOTIFY. Notifications are lost while a listener is
 * disconnected; `gaps()` then emits, and the listener must load everything again.
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

  /** Resolves when this process receives changes. */
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

  /** With the manager of a transaction, it is published when that commits. */
  async publish(
    channel: Change['channel'],
    ids: string | readonly string[],
    manager?: EntityManager,
  ): Promise<void> {
    const payloads = [ids].flat().map((id) => JSON.stringify({ channel, id }));
    await notify(manager ?? this.dataSource, payloads);
  }

  /** The changes that any process published, this one included. */
  changes(): Observable<Change> {
    return this.heard.asObservable();
  }

  /** Emits after a reconnection: changes may have been missed. */
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
