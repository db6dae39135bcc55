import { Injectable } from '@nestjs/common';
import { anomalyText } from './anomaly-text.js';
import { Machines } from './machines.service.js';
import type { Notice } from './notice.js';
import { shortMemoryNotice } from './short-memory-notice.js';
import { ShortMemoryStore } from './short-memory.store.js';

/** The notices about PCs, last seen first. */
@Injectable()
export class Notices {
  constructor(
    private readonly machines: Machines,
    private readonly shortMemories: ShortMemoryStore,
  ) {}

  async all(): Promise<Notice[]> {
    const [anomalies, urgent] = await Promise.all([this.machines.anomalies(), this.urgent()]);
    return [...anomalies.map((anomaly) => ({ ...anomaly, text: anomalyText(anomaly) })), ...urgent].sort(
      (a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime(),
    );
  }

  /** The notices that prevent a deployment until somebody acts. */
  async urgent(): Promise<Notice[]> {
    return (await this.shortMemories.list()).map(shortMemoryNotice);
  }
}
