import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { storableJson } from '../../platform/core/index.js';
import { Notifications } from '../../platform/database/index.js';
import { ShortMemory } from './short-memory.entity.js';

const MOST = 500;

/** The PCs whose last network boot ended for want of memory: nothing else is known of them. */
@Injectable()
export class ShortMemoryStore {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly notifications: Notifications,
  ) {}

  /** The PC has this much memory and was not led into the environment. */
  async note(pc: Pick<ShortMemory, 'mac' | 'serial' | 'machineId' | 'foundMib'>): Promise<void> {
    const seen = { ...storableJson(pc), lastSeenAt: () => 'now()' };
    await this.database.manager.upsert(ShortMemory, seen, ['mac']);
    if (pc.machineId !== null) await this.notifications.publish('machine', pc.machineId);
  }

  /** The PC has come back with enough. */
  async forget(mac: string): Promise<void> {
    await this.database.manager.delete(ShortMemory, { mac });
  }

  /** Those seen last first. */
  list(): Promise<ShortMemory[]> {
    return this.database.manager.find(ShortMemory, {
      order: { lastSeenAt: 'DESC', mac: 'ASC' },
      take: MOST,
    });
  }
}
