import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, Audit } from '../../../platform/account/index.js';
import { type Finding, InputError, readable } from '../../../platform/core/index.js';
import { Notifications, type Page, pageOf } from '../../../platform/database/index.js';
import { Machines } from '../../../park/machine/index.js';
import { Profiles, type ProfileVersion } from '../../../documents/profile/server.js';
import { Deployments } from '../deployments.service.js';
import type { Lot } from './lot.entity.js';
import { checkRows, headingOf, OWN_MAC, type RowVerdict } from './lot-rows.js';
import type { LotChange, LotListQuery, LotOrder } from './lot.schema.js';
import type { Ignored, WrittenLot } from './lot-table.js';
import { type LotCounts, LotStore } from './lot.store.js';
import { placeOf } from './sheet.js';

/** A lot with the name of its profile, and its progress. */
export interface LotView {
  id: string;
  number: string;
  customer: string;
  profile: { id: string; name: string; version: number };
  site: string | null;
  /** `2026-12-24` */
  dueOn: string | null;
  /** True if it was due, and a deployment has not ended. */
  isLate: boolean;
  beginAt: Date | null;
  /** The PCs that the date to begin has woken. */
  woken: number;
  /** Since when none of its steps begins. */
  pausedAt: Date | null;
  pausedBy: string | null;
  notes: string | null;
  orderNumber: string | null;
  createdBy: string;
  createdAt: Date;
  counts: LotCounts;
  /** The failed deployments that a user closed. */
  closed: number;
  /** The certified deployments with reservations, or with a failed check. */
  reserved: number;
  /** True if every deployment has ended and each failure is closed. */
  ended: boolean;
}

/** What a new lot is made from, or the lot that was made from it before. */
export type LotOrigin =
  { lotId: string } | { order: LotOrder; written: WrittenLot; made: (lotId: string) => Promise<void> };

/** The work orders. */
@Injectable()
export class Lots {
  constructor(
    private readonly store: LotStore,
    private readonly deployments: Deployments,
    private readonly profiles: Profiles,
    private readonly machines: Machines,
    private readonly notifications: Notifications,
    private readonly audit: Audit,
  ) {}

  /** A dry run: the result for each row; nothing is written. Rejects with NotFoundError if there is no such profile. */
  async preview(order: LotOrder, written: WrittenLot): Promise<RowVerdict[]> {
    await this.profile(order);
    return this.verdicts(this.store.manager, written);
  }

  /** What is wrong with each row, for whatever profile; nothing is written. */
  async check(written: WrittenLot): Promise<RowVerdict[]> {
    return written.rows.length === 0 ? [] : this.verdicts(this.store.manager, written);
  }

  /**
   * Creates a lot with a planned deployment for each row, all or nothing. No machine is changed. Rejects with
   * InputError, which names the row and column of every error.
   */
  async create(
    order: LotOrder,
    written: WrittenLot,
    actor: Actor,
  ): Promise<LotView & { ignored: Ignored[] }> {
    const { lotId, verdicts } = await this.store.creating((manager) =>
      this.make(manager, order, written, actor),
    );
    return { ...(await this.get(lotId)), ignored: ignoredOf(written, verdicts) };
  }

  /** The same from what `origin` finds within the transaction, which also learns the new lot. */
  async createOnce(actor: Actor, origin: (manager: EntityManager) => Promise<LotOrigin>): Promise<LotView> {
    const id = await this.store.creating(async (manager) => {
      const found = await origin(manager);
      if ('lotId' in found) return found.lotId;
      const { lotId } = await this.make(manager, found.order, found.written, actor);
      await found.made(lotId);
      return lotId;
    });
    return this.get(id);
  }

  private async make(manager: EntityManager, order: LotOrder, written: WrittenLot, actor: Actor) {
    const profile = await this.profile(order);
    const verdicts = await this.verdicts(manager, written);
    refuseMistakes(verdicts);
    const made = await this.store.insert(manager, {
      customer: readable(order.customer),
      ...detailsOf(order),
      profileVersionId: profile.id,
      createdBy: actor.name,
    });
    const rows = verdicts.map(({ planned }) => planned);
    await this.deployments.plan(manager, { id: made.id }, profile.id, rows);
    await this.record(manager, made, profile, rows.length, actor);
    return { lotId: made.id, verdicts };
  }

  /** Changes what is said of a lot; a new date to begin wakes its PCs again. Rejects with NotFoundError. */
  async change(id: string, change: LotChange, actor: Actor): Promise<LotView> {
    await this.store.changing(async (manager) => {
      const { customer } = change;
      const wanted = { ...(customer !== undefined && { customer: readable(customer) }), ...given(change) };
      const changed = await this.store.change(manager, id, wanted);
      if (changed.length === 0) return;
      const data = Object.fromEntries(changed.map((name) => [name, wanted[name] ?? null]));
      await this.audit.record({ actor, action: 'lot.change', subject: { kind: 'lot', id }, data }, manager);
      await this.notifications.publish('lot', id, manager);
    });
    return this.get(id);
  }

  private async record(
    manager: EntityManager,
    { id, number }: Lot,
    { name, version }: ProfileVersion,
    machines: number,
    actor: Actor,
  ): Promise<void> {
    const subject = { kind: 'lot', id };
    await this.audit.record(
      { actor, action: 'lot.create', subject, data: { number, profile: name, version, machines } },
      manager,
    );
    await this.notifications.publish('lot', id, manager);
  }

  /** Rejects with NotFoundError if there is no such lot. */
  async get(id: string): Promise<LotView> {
    const [view] = await this.views([await this.store.get(id)]);
    return view as LotView;
  }

  /** The lots of a list, newest first. */
  async list(query: LotListQuery): Promise<Page<LotView>> {
    const [lots, total] = await this.store.page(query, today());
    return pageOf([await this.views(lots), total], query);
  }

  private async views(lots: Lot[]): Promise<LotView[]> {
    const counts = await this.store.counts(lots.map(({ id }) => id));
    const outcomes = await this.store.outcomes(lots.map(({ id }) => id));
    const ids = [...new Set(lots.map(({ profileVersionId }) => profileVersionId))];
    const profiles = await Promise.all(ids.map((id) => this.profiles.version(id)));
    return lots.map(({ profileVersionId, ...lot }) => {
      const { name = '', version = 0 } = profiles.find(({ id }) => id === profileVersionId) ?? {};
      const { closed = 0, reserved = 0, woken = 0 } = outcomes.get(lot.id) ?? {};
      const own = counts.get(lot.id) ?? {};
      const profile = { id: profileVersionId, name, version };
      const ended = isDone(own, closed);
      const isLate = !ended && lot.dueOn !== null && lot.dueOn < today();
      return { ...lot, profile, counts: own, closed, reserved, woken, ended, isLate };
    });
  }

  private profile({ profile, profileVersion }: LotOrder): Promise<ProfileVersion> {
    if (profileVersion === undefined) return this.profiles.latest(profile);
    return this.profiles.numbered(profile, profileVersion);
  }

  /** Checks each row, compares rows with each other, and with the database: known docks and open lots. */
  private async verdicts(manager: EntityManager, { rows }: WrittenLot): Promise<RowVerdict[]> {
    if (rows.length === 0) throw emptyLot();
    const verdicts = checkRows(rows);
    const wandering = await this.machines.wanderingMacs(verdicts.flatMap(({ planned }) => planned.mac ?? []));
    const conflicts = await this.deployments.activeConflicts(
      manager,
      verdicts.map(({ planned }) => planned),
    );
    verdicts.forEach(({ planned, problems }, index) => {
      const place = rows[index];
      if (place === undefined) return;
      if (planned.mac !== undefined && wandering.includes(planned.mac)) {
        problems.push({
          column: headingOf(place, 'mac'),
          field: 'mac',
          found: planned.mac,
          expected: OWN_MAC,
        });
      }
    });
    for (const { rowIndex, lotNumber } of conflicts) {
      const [place, verdict] = [rows[rowIndex], verdicts[rowIndex]];
      if (place === undefined || verdict === undefined) continue;
      const column = verdict.planned.serial === undefined ? 'mac' : 'serial';
      verdict.problems.push({
        column: headingOf(place, column),
        field: column,
        found: verdict.planned[column] ?? '',
        expected: inNoLot(lotNumber),
      });
    }
    return verdicts;
  }
}

/** The day on the server's clock: `2026-12-24`. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

type Details = Pick<Lot, 'orderNumber' | 'site' | 'dueOn' | 'beginAt' | 'notes'>;

function detailsOf({ orderNumber, site, dueOn, beginAt, notes }: LotChange): Details {
  return {
    orderNumber: orderNumber == null ? null : readable(orderNumber),
    site: site == null ? null : readable(site),
    dueOn: dueOn ?? null,
    beginAt: beginAt ?? null,
    notes: notes == null || notes === '' ? null : readable(notes),
  };
}

/** Only the details that were named. */
function given(change: LotChange): Partial<Details> & Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(detailsOf(change)).filter(([name]) => change[name as keyof Details] !== undefined),
  );
}

function isDone(counts: LotCounts, closed: number): boolean {
  const { planned = 0, armed = 0, running = 0, waiting = 0, failed = 0 } = counts;
  return planned + armed + running + waiting + (failed - closed) === 0;
}

/** Everything that is ignored: first of the file, then of each row. */
export function ignoredOf(written: WrittenLot, verdicts: RowVerdict[]): Ignored[] {
  return [...written.ignored, ...verdicts.flatMap(({ ignored }) => ignored)];
}

function inNoLot(number: string) {
  return {
    fr: `un PC qui n’est dans aucun lot en cours (il est dans ${number})`,
    en: `a PC that is in no active lot (it is in ${number})`,
  };
}

function emptyLot(): InputError {
  const expected = { fr: 'au moins un PC', en: 'at least one PC' };
  return new InputError({ fr: 'lot refusé : il est vide', en: 'lot refused: it is empty' }, [
    { field: { fr: 'lignes', en: 'rows' }, found: 0, expected },
  ]);
}

function refuseMistakes(verdicts: RowVerdict[]): void {
  const findings: Finding[] = verdicts.flatMap(({ row, problems }) =>
    problems.map(({ column, found, expected }) => ({
      field: placeOf(row, column),
      found,
      expected,
    })),
  );
  if (findings.length === 0) return;
  const rows = verdicts.filter(({ problems }) => problems.length > 0).length;
  throw new InputError(
    {
      fr: `lot refusé : ${rows} ligne(s) à corriger sur ${verdicts.length}, rien n’a été créé`,
      en: `lot refused: ${rows} of ${verdicts.length} row(s) to correct, nothing was created`,
    },
    findings,
  );
}
