import { Injectable } from '@nestjs/common';
import type { Language } from '../../../platform/core/index.js';
import { inEachLanguage, say } from '../frame/say.js';
import { type Machine, Machines, type Notice, Notices } from '../../../park/machine/index.js';
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
    const all = await this.notices.all();
    return viewOf(all, await this.machinesOf(all), language);
  }

  /** Notices about PCs that cannot be deployed until somebody acts, in each language. */
  async urgent(): Promise<Record<Language, NoticesView>> {
    const all = await this.notices.urgent();
    const machines = await this.machinesOf(all);
    return inEachLanguage((language) => viewOf(all, machines, language));
  }

  private machinesOf(all: Notice[]): Promise<Machine[]> {
    return this.machines.some(all.slice(0, MOST).flatMap(({ machineIds }) => machineIds));
  }
}

function viewOf(all: Notice[], machines: Machine[], language: Language): NoticesView {
  const shown = all.slice(0, MOST);
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
