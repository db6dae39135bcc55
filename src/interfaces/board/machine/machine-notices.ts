import { Injectable } from '@nestjs/common';
import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { Machines, type Notice, Notices } from '../../../park/machine/index.js';
import { labelOf } from './machine-facts.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { moreOf, type MoreView } from '../frame/paging.js';

const MOST = 20;

/** A notice for technicians, with the PCs that it concerns. */
export interface NoticeView {
  text: string;
  at: Moment;
  machines: { href: string; name: string }[];
}

/** The latest notices; `more` when there are others. */
export interface NoticesView {
  items: NoticeView[];
  more?: MoreView;
}

/** Notices about PCs, latest first. */
@Injectable()
export class MachineNotices {
  constructor(
    private readonly machines: Machines,
    private readonly notices: Notices,
  ) {}

  async of(language: Language): Promise<NoticesView> {
    return this.view(await this.notices.all(), language);
  }

  /** Notices about PCs that cannot be deployed until somebody acts. */
  async urgent(language: Language): Promise<NoticesView> {
    return this.view(await this.notices.urgent(), language);
  }

  private async view(all: Notice[], language: Language): Promise<NoticesView> {
    const shown = all.slice(0, MOST);
    const machines = await this.machines.some(shown.flatMap(({ machineIds }) => machineIds));
    return {
      items: shown.map(({ text, lastSeenAt, machineIds }) => ({
        text: say(text, language),
        at: momentOf(lastSeenAt, language),
        machines: machines
          .filter(({ id }) => machineIds.includes(id))
          .map((machine) => ({ href: `/machines/${machine.id}`, name: labelOf(machine) })),
      })),
      more: moreOf(shown.length, all.length, language, { by: 'etabli machine anomalies' }),
    };
  }
}
