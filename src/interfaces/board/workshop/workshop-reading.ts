import { Injectable } from '@nestjs/common';
import type { Progress } from '../../../platform/core/index.js';
import { TimeLeft, type Outlook } from '../../../deployment/pipeline/index.js';
import { MachineNotices } from '../machine/machine-notices.js';
import type { Pc } from './pc.js';
import { Refusals } from './refusals.js';
import type { Asides, WorkshopState } from './workshop-state.js';
import { WorkshopStore, type Mark } from './workshop.store.js';

/** Those that ended are read so many at most. */
const MOST_ENDED = 60;

/** What is read besides the changes of deployments. */
export interface Extent {
  /** Those that ended, notices, refusals. */
  others: boolean;
  /** The time left, and the silence, of all. */
  outlook: boolean;
}

export const EVERYTHING: Extent = { others: true, outlook: true };

/** Reads the state of the workshop: what changed since a former state, with a constant number of statements. */
@Injectable()
export class WorkshopReading {
  constructor(
    private readonly store: WorkshopStore,
    private readonly timeLeft: TimeLeft,
    private readonly refusals: Refusals,
    private readonly notices: MachineNotices,
  ) {}

  /** The state now; `before` itself when nothing differs. */
  async next(before: WorkshopState | undefined, { others, outlook }: Extent): Promise<WorkshopState> {
    const readsOthers = others || before === undefined;
    const [marks, lots, asides] = await Promise.all([
      this.store.marks(),
      this.store.lots(),
      readsOthers ? this.asides() : before.asides,
    ]);
    const present = await this.present(before, marks, outlook);
    const isGone = before !== undefined && [...before.present.keys()].some((id) => !present.has(id));
    const ended = readsOthers || isGone ? await this.store.ended(MOST_ENDED) : before.ended;
    const next = { present, marks: new Map(marks.map((mark) => [mark.id, mark])), lots, ended, asides };
    return before !== undefined && isSame(before, next) ? before : next;
  }

  /** The former map when nothing differs. */
  private async present(
    before: WorkshopState | undefined,
    marks: readonly Mark[],
    outlook: boolean,
  ): Promise<ReadonlyMap<string, Pc>> {
    const changed = marks.filter(({ id, version }) => before?.marks.get(id)?.version !== version);
    const read = new Map((await this.store.pcs(changed.map(({ id }) => id))).map((pc) => [pc.id, pc]));
    const now = new Date();
    const asked = new Set((outlook || before === undefined ? marks : changed).map(({ id }) => id));
    const outlooks = await this.timeLeft.of([...asked], now);
    const pcs = marks.flatMap((mark) => {
      const known = read.get(mark.id) ?? before?.present.get(mark.id);
      if (known === undefined) return []; // deleted meanwhile
      const isMoved = !read.has(mark.id) && before?.marks.get(mark.id)?.progress !== mark.progress;
      const pc = isMoved ? progressed(known, mark) : known;
      return [[mark.id, asked.has(mark.id) ? expected(pc, outlooks.get(mark.id), now) : pc] as const];
    });
    const present = new Map(pcs);
    const isUnchanged =
      before?.present.size === present.size && pcs.every(([id, pc]) => before.present.get(id) === pc);
    return isUnchanged ? before.present : present;
  }

  private async asides(): Promise<Asides> {
    const [notices, refusals] = await Promise.all([this.notices.urgent(), this.refusals.recent()]);
    return { notices, refusals };
  }
}

function progressed(pc: Pc, { progress }: Mark): Pc {
  if (pc.step === null) return pc;
  const parsed = progress === null ? null : (JSON.parse(progress) as Progress);
  return { ...pc, step: { ...pc.step, progress: parsed } };
}

/** The PC with its outlook; itself when that is the same. */
function expected(pc: Pc, outlook: Outlook | undefined, now: Date): Pc {
  const { leftMs, silentSince } = outlook ?? {};
  const leftMinutes = leftMs === undefined ? undefined : Math.ceil(leftMs / 60_000);
  const silentSeconds = silentSince && rounded(Math.floor((now.getTime() - silentSince.getTime()) / 1000));
  if (pc.leftMinutes === leftMinutes && pc.silentSeconds === silentSeconds) return pc;
  return { ...pc, leftMinutes, silentSeconds };
}

/** By five seconds, then by minutes: what a page says of it changes no more often. */
function rounded(seconds: number): number {
  return seconds - (seconds % (seconds < 120 ? 5 : 60));
}

function isSame(before: WorkshopState, next: WorkshopState): boolean {
  if (before.present !== next.present) return false;
  return (['lots', 'ended', 'asides'] as const).every(
    (part) => before[part] === next[part] || JSON.stringify(before[part]) === JSON.stringify(next[part]),
  );
}
