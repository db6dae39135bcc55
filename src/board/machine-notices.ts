import { Injectable } from '@nestjs/common';
import { say, type Language } from '../core/index.js';
import { anomalyText, Machines, type Machine, type MachineAnomaly } from '../machine/index.js';
import { modelOf } from './machine-facts.js';
import { momentOf, type Moment } from './moment.js';

const MOST = 20;

/** Something about the identities of PCs that a technician should know, with the PCs that it concerns. */
export interface NoticeView {
  text: string;
  at: Moment;
  machines: { href: string; name: string }[];
}

/** What was noticed about the identities of PCs, in plain words, what was seen last first. */
@Injectable()
export class MachineNotices {
  constructor(private readonly machines: Machines) {}

  async of(language: Language): Promise<NoticeView[]> {
    const anomalies = (await this.machines.anomalies()).slice(0, MOST);
    return Promise.all(anomalies.map((anomaly) => this.view(anomaly, language)));
  }

  private async view(anomaly: MachineAnomaly, language: Language): Promise<NoticeView> {
    const machines = await Promise.all(
      anomaly.machineIds.map((id) => this.machines.findById(id).catch(() => undefined)),
    );
    return {
      text: say(anomalyText(anomaly), language),
      at: momentOf(anomaly.lastSeenAt, language),
      machines: machines.flatMap((machine) => (machine ? [linkOf(machine)] : [])),
    };
  }
}

function linkOf(machine: Machine): { href: string; name: string } {
  return {
    href: `/machines/${machine.id}`,
    name: [modelOf(machine), machine.serial].filter(Boolean).join(' · '),
  };
}
