import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readable, readableJson } from '../core/index.js';
import { type Page, pageOf, type Pagination } from '../database/index.js';
import type { Actor } from './actor.js';
import type { AuditEntry } from './audit-entry.entity.js';
import type { AuditFilter } from './audit-filter.js';
import { AuditStore } from './audit.store.js';

/** One action: actor, action (`deployment.arm`), subject. `data` never contains a secret. */
export interface Act {
  actor: Actor;
  action: string;
  subject: { kind: string; id: string };
  data?: Record<string, unknown>;
  /** Where the request came from. */
  address?: string;
}

/** Since when, how many, and of which subjects (all by default). */
export interface Lately {
  since: Date;
  most: number;
  subjectIds?: string[];
}

/** The append-only audit log. */
@Injectable()
export class Audit {
  constructor(private readonly store: AuditStore) {}

  /**
   * Adds an entry.
   * @param manager the transaction of the action, so that both are stored or neither
   */
  async record(act: Act, manager?: EntityManager): Promise<void> {
    await this.recordAll([act], manager);
  }

  /** Adds one entry for each subject of an action. */
  async recordAll(acts: readonly Act[], manager?: EntityManager): Promise<void> {
    const entries = acts.map(({ actor, action, subject, data, address }) => ({
      actorKind: actor.kind,
      actorId: readable(actor.id),
      actorName: readable(actor.name),
      action,
      subjectKind: subject.kind,
      subjectId: readable(subject.id),
      data: readableJson(data ?? {}),
      address: address ?? null,
    }));
    await this.store.insert(entries, manager);
  }

  /** The actions of one kind since a time, newest first, and their count. */
  async latest(
    action: string,
    { since, most, subjectIds }: Lately,
  ): Promise<{ items: AuditEntry[]; total: number }> {
    const [items, total] = await this.store.latest(action, since, most, subjectIds);
    return { items, total };
  }

  /** How often each person did each action to these subjects since a time. */
  counts(since: Date, subjectIds: string[]): Promise<{ name: string; action: string; count: number }[]> {
    return this.store.counts(since, subjectIds);
  }

  /** The entries that match the filter, newest first. */
  async list(filter: AuditFilter, pagination: Pagination): Promise<Page<AuditEntry>> {
    return pageOf(await this.store.page(filter, pagination), pagination);
  }
}
