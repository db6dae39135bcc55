import { Injectable } from '@nestjs/common';
import { Audit, type AuditEntry } from '../../platform/account/index.js';
import { say, type Language } from '../../platform/core/index.js';
import { Machines, type Machine } from '../../park/machine/index.js';
import { refusalText } from '../../platform/vault/index.js';
import { modelOf } from './machine-facts.js';
import { momentOf, type Moment } from './moment.js';
import { mayAct, type Reader } from './reader.js';

const REFUSED = 'machine.ticket-refused';
const MOST = 10;
const RECENT_MS = 7 * 24 * 60 * 60_000;
const MACHINE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One ticket that was refused, as a line of a table. `href` leads to the machine, when it is known. */
export interface RefusalView {
  at: Moment;
  address: string;
  pc: string;
  href?: string;
  reason: string;
}

/** The tickets of PCs that were refused lately, for technicians and administrators; nothing for others. */
@Injectable()
export class Refusals {
  constructor(
    private readonly audit: Audit,
    private readonly machines: Machines,
  ) {}

  async recent(reader: Reader): Promise<RefusalView[]> {
    const entries = await this.entries(reader);
    return Promise.all(entries.map((entry) => this.view(entry, reader.language)));
  }

  /** Those of one machine, also from before it was known by more than its MAC. */
  async ofMachine({ id, ownMacs }: Machine, reader: Reader): Promise<RefusalView[]> {
    const entries = await this.entries(reader, [id, ...ownMacs]);
    return entries.map((entry) => viewOf(entry, undefined, reader.language));
  }

  private async entries(reader: Reader, subjectIds?: string[]): Promise<AuditEntry[]> {
    if (!mayAct(reader)) return [];
    return this.audit.latest(REFUSED, { since: new Date(Date.now() - RECENT_MS), most: MOST, subjectIds });
  }

  private async view(entry: AuditEntry, language: Language): Promise<RefusalView> {
    return viewOf(entry, await this.machineOf(entry.subjectId), language);
  }

  private async machineOf(subject: string): Promise<Machine | undefined> {
    if (!MACHINE_ID.test(subject)) return this.machines.findByMac(subject);
    return (await this.machines.some([subject]))[0];
  }
}

function viewOf(entry: AuditEntry, machine: Machine | undefined, language: Language): RefusalView {
  const { at, address, subjectId, data } = entry;
  const reason = refusalText(data['reason']);
  return {
    at: momentOf(at, language),
    address: address ?? '–',
    pc: machine === undefined ? subjectId : [modelOf(machine), machine.serial].filter(Boolean).join(' · '),
    ...(machine && { href: `/machines/${machine.id}` }),
    reason: reason ? say(reason, language) : '–',
  };
}
