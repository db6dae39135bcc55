import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readable, readableJson } from '../core/index.js';
import { type Page, pageOf, type Pagination } from '../database/index.js';
import type { Actor, ActorKind } from './actor.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditStore } from './audit.store.js';

/** One act: who, what (`deployment.arm`), on what. `data` never holds a secret. */
export interface Act {
  actor: Actor;
  action: string;
  subject: { kind: string; id: string };
  data?: Record<string, unknown>;
  /** Where the request came from. */
  address?: string;
}

/** Which entries are asked for. */
export interface AuditFilter {
  action?: string;
  actorKind?: ActorKind;
  actorId?: string;
  subjectKind?: string;
  subjectId?: string;
}

/** How far back, how many, and of which subjects; of all when none is said. */
export interface Lately {
  since: Date;
  most: number;
  subjectIds?: string[];
}

/** The append-only log of who did what. */
@Injectable()
export class Audit {
  constructor(private readonly store: AuditStore) {}

  /**
   * Adds an entry for good.
   * @param manager the transaction of the act itself, so that neither stands without the other
   */
  async record(act: Act, manager?: EntityManager): Promise<void> {
    await this.recordAll([act], manager);
  }

  /** The same for one act on many subjects, an entry each. */
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

  /** The latest acts of one kind since a day, the newest first, and how many there are; `subjectIds` says on what. */
  async latest(
    action: string,
    { since, most, subjectIds }: Lately,
  ): Promise<{ items: AuditEntry[]; total: number }> {
    const [items, total] = await this.store.latest(action, since, most, subjectIds);
    return { items, total };
  }

  /** The entries that fit, the latest first. */
  async list(filter: AuditFilter, pagination: Pagination): Promise<Page<AuditEntry>> {
    return pageOf(await this.store.page(filter, pagination), pagination);
  }
}
