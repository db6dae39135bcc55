import { Injectable } from '@nestjs/common';
import { Audit, type AuditEntry } from '../../../platform/account/index.js';
import type { Language } from '../../../platform/core/index.js';
import { inEachLanguage, say } from '../frame/say.js';
import { Machines, type Machine } from '../../../park/machine/index.js';
import { refusalText } from '../../../platform/vault/index.js';
import { labelOf } from '../machine/machine-facts.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { moreOf, type MoreView } from '../frame/paging.js';
import { mayAct, type Reader } from '../frame/reader.js';

const REFUSED = 'machine.ticket-refused';
const MOST = 10;
const RECENT_MS = 7 * 24 * 60 * 60_000;
const MACHINE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A refused ticket, as a row of a table. `href` is the page of the machine, if it is known. */
export interface RefusalView {
  at: Moment;
  address: string;
  pc: string;
  href?: string;
  reason: string;
}

/** The latest refusals; `more` when there are others. */
export interface RefusalsView {
  rows: RefusalView[];
  more?: MoreView;
}

/** Tickets of PCs that were refused in the last seven days, which only those who may act see. */
@Injectable()
export class Refusals {
  constructor(
    private readonly audit: Audit,
    private readonly machines: Machines,
  ) {}

  /** Those of all machines, in each language. */
  async recent(): Promise<Record<Language, RefusalsView>> {
    const { items, total } = await this.entries();
    const machines = await this.machinesOf(items.map(({ subjectId }) => subjectId));
    return inEachLanguage((language) =>
      listOf(items, total, language, ({ subjectId }) => machines.get(subjectId)),
    );
  }

  /** Those of one machine, including those from when only its MAC address was known. */
  async ofMachine({ id, ownMacs }: Machine, reader: Reader): Promise<RefusalsView> {
    if (!mayAct(reader)) return { rows: [] };
    const { items, total } = await this.entries([id, ...ownMacs]);
    return listOf(items, total, reader.language, () => undefined);
  }

  private entries(subjectIds?: string[]) {
    return this.audit.latest(REFUSED, { since: new Date(Date.now() - RECENT_MS), most: MOST, subjectIds });
  }

  /** The machines of the subjects, which are ids or MAC addresses. */
  private async machinesOf(subjects: string[]): Promise<Map<string, Machine>> {
    const known = await this.machines.some(subjects.filter((subject) => MACHINE_ID.test(subject)));
    const machines = new Map(known.map((machine) => [machine.id, machine]));
    for (const mac of new Set(subjects.filter((subject) => !MACHINE_ID.test(subject)))) {
      const machine = await this.machines.findByMac(mac);
      if (machine) machines.set(mac, machine);
    }
    return machines;
  }
}

function listOf(
  entries: AuditEntry[],
  total: number,
  language: Language,
  machineOf: (entry: AuditEntry) => Machine | undefined,
): RefusalsView {
  return {
    rows: entries.map((entry) => viewOf(entry, machineOf(entry), language)),
    more: moreOf(entries.length, total, language),
  };
}

function viewOf(entry: AuditEntry, machine: Machine | undefined, language: Language): RefusalView {
  const { at, address, subjectId, data } = entry;
  const reason = refusalText(data['reason']);
  return {
    at: momentOf(at, language),
    address: address ?? '–',
    pc: machine === undefined ? subjectId : labelOf(machine),
    ...(machine && { href: `/machines/${machine.id}` }),
    reason: reason ? say(reason, language) : '–',
  };
}
