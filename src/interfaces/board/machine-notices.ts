import { Injectable } from '@nestjs/common';
import { say, type Bilingual, type Language } from '../../platform/core/index.js';
import {
  anomalyText,
  Machines,
  type Machine,
  shortMemoryNotice,
  ShortMemoryStore,
} from '../../park/machine/index.js';
import { modelOf } from './machine-facts.js';
import { momentOf, type Moment } from './moment.js';

const MOST = 20;

/** Something about PCs that a technician should know, with the PCs that it concerns. */
export interface NoticeView {
  text: string;
  at: Moment;
  machines: { href: string; name: string }[];
}

interface Notice {
  text: Bilingual;
  machineIds: string[];
  lastSeenAt: Date;
}

/** What was noticed about PCs, in plain words, what was seen last first. */
@Injectable()
export class MachineNotices {
  constructor(
    private readonly machines: Machines,
    private readonly shortMemories: ShortMemoryStore,
  ) {}

  async of(language: Language): Promise<NoticeView[]> {
    const [anomalies, short] = await Promise.all([this.machines.anomalies(), this.shortMemories.list()]);
    const notices = [
      ...anomalies.map((anomaly) => ({ ...anomaly, text: anomalyText(anomaly) })),
      ...short.map(shortMemoryNotice),
    ].sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
    return Promise.all(notices.slice(0, MOST).map((notice) => this.view(notice, language)));
  }

  /** What keeps a PC from being deployed until somebody acts. */
  async urgent(language: Language): Promise<NoticeView[]> {
    const short = (await this.shortMemories.list()).slice(0, MOST).map(shortMemoryNotice);
    return Promise.all(short.map((notice) => this.view(notice, language)));
  }

  private async view({ text, machineIds, lastSeenAt }: Notice, language: Language): Promise<NoticeView> {
    const machines = await this.machines.some(machineIds);
    return {
      text: say(text, language),
      at: momentOf(lastSeenAt, language),
      machines: machines.map(linkOf),
    };
  }
}

function linkOf(machine: Machine): { href: string; name: string } {
  return {
    href: `/machines/${machine.id}`,
    name: [modelOf(machine), machine.serial].filter(Boolean).join(' · '),
  };
}
