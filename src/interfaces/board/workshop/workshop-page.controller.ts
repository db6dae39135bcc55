import { Controller, Get, Header, Query, Req, Sse, UseFilters, type MessageEvent } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import { Roles } from '../../../platform/account/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { LivePages } from '../frame/live-pages.js';
import { mayAct, pageOf, readerOf } from '../frame/reader.js';
import { filtersSchema, queryOf, type Filters } from './filters.js';
import { FirstSteps } from './first-steps.js';
import { WorkshopFeed } from './workshop-feed.js';
import type { WorkshopState } from './workshop-state.js';
import { WorkshopView } from './workshop.view.js';
import { workshopWords } from './words.js';

/** The first page: what needs a person, what works, what is to be armed or switched on, what has ended. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller()
@Roles('viewer')
export class WorkshopPageController {
  constructor(
    private readonly feed: WorkshopFeed,
    private readonly view: WorkshopView,
    private readonly live: LivePages,
    private readonly firstSteps: FirstSteps,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Query({ schema: filtersSchema }) filters: Filters, @Req() request: Request): Promise<string> {
    const reader = readerOf(request);
    const t = workshopWords(reader.language);
    const state = await this.feed.current();
    return renderTemplate('board/workshop/workshop.html', {
      ...this.view.context(state, filters, { language: reader.language, acts: mayAct(reader) }),
      ...pageOf(request, t.workshop, 'workshop'),
      liveHref: `/live${queryOf(filters)}`,
      mayAct: mayAct(reader),
      firstSteps: isUnused(state) ? await this.firstSteps.of(reader) : [],
      isFiltered: queryOf(filters) !== '',
      filters: { show: filters.show ?? '', q: filters.q ?? '' },
      lotChoices: choices(lotsOf(state, 'number'), filters.lot),
      customerChoices: choices(lotsOf(state, 'customer'), filters.customer),
    });
  }

  @Sse('live')
  follow(
    @Query({ schema: filtersSchema }) filters: Filters,
    @Req() request: Request,
  ): Observable<MessageEvent> {
    const reader = readerOf(request);
    const drawn = { language: reader.language, acts: mayAct(reader) };
    const page = `workshop ${drawn.language} ${drawn.acts} ${queryOf(filters)}`;
    const drawings = this.feed.changes().pipe(map((state) => this.view.drawing(state, filters, drawn)));
    return this.live.followParts(page, drawings, this.feed.isCurrent);
  }
}

/** Nothing was ever prepared here. */
function isUnused({ present, lots, ended }: WorkshopState): boolean {
  return present.size + lots.length + ended.length === 0;
}

function lotsOf({ present, lots }: WorkshopState, field: 'number' | 'customer'): string[] {
  const known = [...present.values()].flatMap(({ lot }) => (lot === null ? [] : [lot[field]]));
  return [...new Set([...lots.map((lot) => lot[field]), ...known])].sort();
}

/** The chosen one is a choice even when it is no more there. */
function choices(known: string[], chosen: string | undefined) {
  const all = chosen === undefined || known.includes(chosen) ? known : [chosen, ...known];
  return all.map((text) => ({ text, chosen: text === chosen }));
}
