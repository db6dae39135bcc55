import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { storableJson } from '../../platform/core/index.js';
import { Notifications } from '../../platform/database/index.js';
import { ShortMemory } from './short-memory.entity.js';

const MOST = 500;

/** The PCs whose last network boot was refused because of too little memory. */
@Injectable()
export class ShortMemoryStore {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly notifications: Notifications,
  ) {}

  /** Records a refused PC and its memory. */
  async note(pc: Pick<ShortMemory, 'mac' | 'serial' | 'machineId' | 'foundMib'>): Promise<void> {
    const seen = { ...storableJson(pc), lastSeenAt: () => 'now()' };
    await this.database.manager.upsert(ShortMemory, seen, ['mac']);
    if (pc.machineId !== null) await this.notifications.publish('machine', pc.machineId);
  }

  /** The PC now has enough memory. */
  async forget(mac: string): Promise<void> {
    await this.database.manager.delete(ShortMemory, { mac });
  }

  /** Last seen first. */
  list(): Promise<ShortMemory[]> {
    return this.database.manager.find(ShortMemory, {
      order: { lastSeenAt: 'DESC', mac: 'ASC' },
      take: MOST,
    });
  }
}
