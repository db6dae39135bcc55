import { Injectable } from '@nestjs/common';
import { Screens } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import type { Drawing } from '../frame/live-drawing.js';
import { moreOf } from '../frame/paging.js';
import { wordsIn } from '../frame/words.js';
import { matches, type Filters } from '../workshop/filters.js';
import { byStart, byUrgency } from '../workshop/order.js';
import { alarmOf, elementOf, groupOf, isForAPerson, type Pc } from '../workshop/pc.js';
import { spotCard, wallCard, type WallReader } from './wall-cards.js';
import type { Spot, WallState } from './wall-feed.js';
import { wallWords } from './words.js';

/** Cards without a position. */
const MOST = 120;
/** So long a PC without a position stays on the wall after it ended. */
const ENDED_MS = 2 * 60 * 60_000;

/** A cell of the grid, or a PC without a position: one element. */
interface Cell {
  element: string;
  pc?: Pc;
  /** What the template gets; made only when it is drawn. */
  context: () => object;
}

/** Draws the wall: the grid of positions, then the PCs without one. */
@Injectable()
export class WallView {
  private readonly cards = new WeakMap<Pc, Map<string, string>>();
  private readonly titleOf = (step: string) => this.screens.titleOf(step);

  constructor(private readonly screens: Screens) {}

  drawing(state: WallState, filters: Filters, reader: WallReader): Drawing {
    const { grid, others, context } = this.parts(state, filters, reader);
    const draw = (cells: Cell[]) =>
      new Map(cells.map((cell) => [cell.element, this.card(cell, filters, reader)]));
    return {
      whole: () => renderTemplate('board/wall/wall-live.html', this.context(state, filters, reader)),
      parts: new Map(
        ['wall-counts', 'wall-rest'].map((part) => [
          part,
          renderTemplate(`board/wall/parts/${part}.html`, context),
        ]),
      ),
      lists: new Map([
        [`wall-grid-${context.columns}`, draw(grid)],
        ['wall-others', draw(others)],
      ]),
    };
  }

  /** What the template of the whole live part needs. */
  context(state: WallState, filters: Filters, reader: WallReader) {
    const { grid, others, context } = this.parts(state, filters, reader);
    const contexts = (cells: Cell[]) => cells.map((cell) => this.contextOf(cell, filters));
    return { ...context, gridCards: contexts(grid), otherCards: contexts(others) };
  }

  private parts(state: WallState, filters: Filters, reader: WallReader) {
    const { language } = reader;
    const columns = Math.max(0, ...state.spots.map(({ position }) => position.column));
    const others = othersOf(state, filters);
    const shown = others.slice(0, MOST);
    const placed = state.spots.flatMap(({ pc }) => pc ?? []);
    const context = {
      language,
      w: wordsIn(language),
      t: wallWords(language),
      columns,
      ...countsOf(state, [...placed, ...others], language),
      hasSpots: state.spots.length > 0,
      hasOthers: others.length > 0,
      othersTotal: others.length,
      more: moreOf(shown.length, others.length, language),
    };
    const card = (pc: Pc): Cell => ({
      element: elementOf(pc),
      pc,
      context: () => ({ element: elementOf(pc), ...wallCard(pc, reader, this.titleOf) }),
    });
    return { grid: this.cells(state.spots, columns, reader), others: shown.map(card), context };
  }

  /** Row by row; a cell without a position is a gap. */
  private cells(spots: readonly Spot[], columns: number, reader: WallReader): Cell[] {
    const rows = Math.max(0, ...spots.map(({ position }) => position.row));
    const at = new Map(spots.map((spot) => [`${spot.position.row}-${spot.position.column}`, spot]));
    return Array.from({ length: rows * columns }, (_, index) => {
      const key = `${Math.floor(index / columns) + 1}-${(index % columns) + 1}`;
      const spot = at.get(key);
      if (spot === undefined) {
        const gap = { element: `spot-${key}`, look: 'gap' };
        return { element: gap.element, context: () => gap };
      }
      const { pc } = spot;
      const context = () => spotCard(spot, reader, this.titleOf);
      return { element: `spot-${key}`, ...(pc && { pc }), context };
    });
  }

  private contextOf(cell: Cell, filters: Filters): object {
    const isDim = cell.pc !== undefined && !matches(cell.pc, { ...filters, show: undefined });
    return { ...cell.context(), isDim };
  }

  private card(cell: Cell, filters: Filters, reader: WallReader): string {
    const draw = () => renderTemplate('board/wall/card.html', this.contextOf(cell, filters));
    if (cell.pc === undefined) return draw();
    const drawn = this.cards.get(cell.pc) ?? new Map<string, string>();
    this.cards.set(cell.pc, drawn);
    const { lot, customer, q } = filters;
    const key = JSON.stringify([cell.element, reader.language, reader.links, lot, customer, q]);
    const html = drawn.get(key) ?? draw();
    drawn.set(key, html);
    return html;
  }
}

/** Without a position: what needs a person, what works, and what ended a short while ago. */
function othersOf({ workshop, spots }: WallState, filters: Filters): Pc[] {
  const placed = new Set(spots.flatMap(({ pc }) => pc?.id ?? []));
  const open = { ...filters, show: undefined };
  const isShown = (pc: Pc) => !placed.has(pc.id) && matches(pc, open);
  const present = [...workshop.present.values()].filter(isShown);
  const since = Date.now() - ENDED_MS;
  const ended = workshop.ended.filter(
    (pc) =>
      pc.state !== 'cancelled' && pc.since.getTime() > since && !workshop.present.has(pc.id) && isShown(pc),
  );
  return [
    ...present.filter((pc) => isForAPerson(groupOf(pc))).sort(byUrgency),
    ...present.filter((pc) => groupOf(pc) === 'running').sort(byStart),
    ...ended,
  ];
}

function countsOf({ workshop }: WallState, shown: readonly Pc[], language: WallReader['language']) {
  const t = wallWords(language);
  const count = (test: (pc: Pc) => boolean) => String(shown.filter(test).length);
  const hands = shown.filter((pc) => isForAPerson(groupOf(pc)));
  const armed = workshop.lots.reduce((sum, lot) => sum + lot.armed, 0);
  return {
    alarm: hands.map(alarmOf).join(' '),
    counts: [
      { look: 'hand', name: t.hand, count: String(hands.length) },
      { look: 'running', name: t.running, count: count((pc) => groupOf(pc) === 'running') },
      { look: 'armed', name: t.waiting, count: String(armed) },
      {
        look: 'certified',
        name: t.ready,
        count: count(({ state }) => state === 'certified' || state === 'captured'),
      },
    ],
  };
}
