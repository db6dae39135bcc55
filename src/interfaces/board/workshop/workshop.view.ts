import { Injectable } from '@nestjs/common';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { Screens } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import type { Drawing } from '../frame/live-drawing.js';
import { moreOf } from '../frame/paging.js';
import { wordsIn } from '../frame/words.js';
import { isOfPart, lotMatches, matches, queryOf, type Filters, type Shown } from './filters.js';
import { endedRow, handRow, runningRow, type RowReader } from './pc-rows.js';
import { byStart, byUrgency } from './order.js';
import { lotLine, offRow } from './lot-lines.js';
import { alarmOf, elementOf, groupOf, HAND_GROUPS, isForAPerson, type Pc } from './pc.js';
import type { LotLine } from './workshop.store.js';
import type { WorkshopState } from './workshop-state.js';
import { workshopWords } from './words.js';

/** Rows of each part; the rest is told, and is on the pages of the lists. */
const MOST: Record<Shown, number> = { hand: 40, running: 200, lots: 40, ended: 8 };

/** Rows that each group of the queue has at least, if it has as many. */
const LEAST = 8;
const MOST_ALARMS = 400;

const FOLLOW: Partial<Record<Shown, string>> = {
  hand: '/deployments?show=to-do',
  running: '/deployments?show=active',
  lots: '/lots',
  ended: '/deployments?show=ended',
};

/** A list of the page: its rows, and how many there are. */
interface Part<T> {
  total: number;
  rows: readonly T[];
}

/** What a reader's filters leave of the workshop, in the order of the page. */
interface Selection {
  hand: Part<Pc>;
  /** All that need a person, whether their rows are shown or not. */
  alarms: readonly Pc[];
  /** The lots with PCs to switch on: the end of the queue « À vous ». */
  off: readonly LotLine[];
  running: Part<Pc>;
  lots: Part<LotLine>;
  ended: Part<Pc>;
}

/** Draws the workshop: each row once for each change and kind of reader, however many pages show it. */
@Injectable()
export class WorkshopView {
  private readonly rows = new WeakMap<Pc, Map<string, string>>();
  readonly titleOf = (step: string): Bilingual => this.screens.titleOf(step);

  constructor(private readonly screens: Screens) {}

  drawing(state: WorkshopState, filters: Filters, reader: RowReader): Drawing {
    const selection = select(state, filters);
    const { hand, off, running } = selection;
    const hands = new Map([...this.rowsOf(hand.rows, 'hand', reader), ...this.offRows(off, reader)]);
    return {
      whole: () => renderTemplate('board/workshop/workshop-live.html', this.context(state, filters, reader)),
      parts: new Map(this.partsOf(state, selection, filters, reader)),
      lists: new Map([
        ['hand-list', hands],
        ['running-list', this.rowsOf(running.rows, 'running', reader)],
      ]),
    };
  }

  /** What the template of the whole live part needs. */
  context(state: WorkshopState, filters: Filters, reader: RowReader) {
    const selection = select(state, filters);
    const { hand, off, running } = selection;
    return {
      ...this.common(reader),
      ...this.contextOf(state, selection, filters, reader),
      handRows: [
        ...hand.rows.map((pc) => handRow(pc, reader, this.titleOf)),
        ...off.map((lot) => offRow(lot, reader.language)),
      ],
      runningRows: running.rows.map((pc) => runningRow(pc, reader, this.titleOf)),
    };
  }

  private common({ language }: RowReader) {
    return { language, w: wordsIn(language), t: workshopWords(language) };
  }

  private partsOf(
    state: WorkshopState,
    selection: Selection,
    filters: Filters,
    reader: RowReader,
  ): [string, string][] {
    const context = { ...this.common(reader), ...this.contextOf(state, selection, filters, reader) };
    return ['counters', 'hand-head', 'running-head', 'lots', 'asides', 'ended'].map((part) => [
      part,
      renderTemplate(`board/workshop/parts/${part}.html`, context),
    ]);
  }

  private contextOf(
    { asides }: WorkshopState,
    selection: Selection,
    filters: Filters,
    { language, acts }: RowReader,
  ) {
    const { hand, running, lots, ended } = selection;
    const part = <T>(name: Shown, { total, rows }: Part<T>) => ({
      isShown: isOfPart(name, filters),
      total,
      more: moreOf(rows.length, total, language, { href: FOLLOW[name] }),
    });
    const none = { items: [] };
    return {
      counters: this.counters(selection, filters, language),
      alarm: selection.alarms.slice(0, MOST_ALARMS).map(alarmOf).join(' '),
      hand: { ...part('hand', hand), total: hand.total + offOf(selection) },
      running: part('running', running),
      lots: { ...part('lots', lots), lines: lots.rows.map((lot) => lotLine(lot, language)) },
      ended: { ...part('ended', ended), rows: ended.rows.map((pc) => endedRow(pc, language)) },
      notices: filters.show === undefined ? asides.notices[language] : none,
      refusals: acts && filters.show === undefined ? asides.refusals[language] : { rows: [] },
    };
  }

  private counters(selection: Selection, filters: Filters, language: Language) {
    const { hand, running, lots } = selection;
    const t = workshopWords(language);
    const counts: [Shown | undefined, string, number | undefined][] = [
      [undefined, t.everything, undefined],
      ['hand', t.hand, hand.total + offOf(selection)],
      ['running', t.running, running.total],
      ['lots', t.lots, lots.total],
      ['ended', t.ended, undefined],
    ];
    return counts.map(([show, name, count]) => ({
      href: `/${queryOf({ ...filters, show })}`,
      name,
      current: filters.show === show,
      ...(count !== undefined && { count: String(count) }),
      isAlarming: show === 'hand' && hand.total > 0,
    }));
  }

  private offRows(lots: readonly LotLine[], reader: RowReader): [string, string][] {
    return lots.map((lot) => {
      const row = offRow(lot, reader.language);
      const html = renderTemplate('board/workshop/hand-row.html', { ...this.common(reader), ...row });
      return [row.element, html];
    });
  }

  private rowsOf(pcs: readonly Pc[], kind: 'hand' | 'running', reader: RowReader): Map<string, string> {
    return new Map(pcs.map((pc) => [elementOf(pc), this.rowOf(pc, kind, reader)]));
  }

  private rowOf(pc: Pc, kind: 'hand' | 'running', reader: RowReader): string {
    const drawn = this.rows.get(pc) ?? new Map<string, string>();
    this.rows.set(pc, drawn);
    const key = `${kind} ${reader.language} ${kind === 'hand' && reader.acts}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const row = kind === 'hand' ? handRow(pc, reader, this.titleOf) : runningRow(pc, reader, this.titleOf);
    const html = renderTemplate(`board/workshop/${kind}-row.html`, { ...this.common(reader), ...row });
    drawn.set(key, html);
    return html;
  }
}

function select(state: WorkshopState, filters: Filters): Selection {
  // The counters say what there is of each part, whichever of them is shown.
  const open = { ...filters, show: undefined };
  const present = [...state.present.values()].filter((pc) => matches(pc, open));
  const hand = present.filter((pc) => isForAPerson(groupOf(pc))).sort(byUrgency);
  const running = present.filter((pc) => groupOf(pc) === 'running').sort(byStart);
  const lots = state.lots.filter((lot) => lotMatches(lot, open));
  const ended = state.ended.filter((pc) => matches(pc, open));
  const part = <T>(name: Shown, all: readonly T[]): Part<T> => ({
    total: all.length,
    rows: isOfPart(name, filters) ? all.slice(0, filters.show === name ? 2 * MOST[name] : MOST[name]) : [],
  });
  return {
    hand: { total: hand.length, rows: isOfPart('hand', filters) ? shared(hand, filters) : [] },
    alarms: hand,
    off: part(
      'hand',
      lots.filter(({ armed, starting }) => armed > starting),
    ).rows,
    running: part('running', running),
    lots: part('lots', lots),
    ended: part('ended', ended),
  };
}

/** Of many failed PCs some are left out, so that those that wait for an answer or a code stay in sight. */
function shared(hand: readonly Pc[], { show }: Filters): readonly Pc[] {
  let room = show === 'hand' ? 2 * MOST.hand : MOST.hand;
  const groups = HAND_GROUPS.map((group) => hand.filter((pc) => groupOf(pc) === group));
  return groups.flatMap((group, index) => {
    const kept = groups.slice(index + 1).reduce((sum, { length }) => sum + Math.min(length, LEAST), 0);
    const rows = group.slice(0, Math.max(0, room - kept));
    room -= rows.length;
    return rows;
  });
}

/** How many PCs are to be switched on. */
function offOf({ off }: Selection): number {
  return off.reduce((sum, { armed, starting }) => sum + armed - starting, 0);
}
