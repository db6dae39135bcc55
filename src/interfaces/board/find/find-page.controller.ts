import { Controller, Get, Header, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import { STATE_NAMES, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import {
  addressIn,
  Finder,
  queryText,
  type Found,
  type FindResult,
} from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { moreOf } from '../frame/paging.js';
import { mayAct, pageOf, readerOf } from '../frame/reader.js';
import { findWords } from './words.js';

/** Whatever else stands in the address is no search. */
const searchQuery = z.object({ q: z.string().catch('').transform(queryText) });

/** What a scanner or the search box asks for: the page of the one thing that it means, or a choice. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('find')
@Roles('viewer')
export class FindPageController {
  constructor(private readonly finder: Finder) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async find(
    @Query({ schema: searchQuery }) { q }: z.output<typeof searchQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const address = addressIn(q);
    if (address !== undefined && 'path' in address) return response.redirect(303, address.path);
    const found = await this.finder.find({ q });
    const [one] = found.items;
    if (one !== undefined && found.total === 1) return response.redirect(303, one.path);
    const isForeign = address !== undefined && 'foreign' in address;
    response
      .status(q === '' || found.total > 0 ? 200 : 404)
      .type('html')
      .send(this.page(request, found, isForeign));
  }

  private page(request: Request, found: FindResult, isForeign: boolean): string {
    const reader = readerOf(request);
    const t = findWords(reader.language);
    const { query, items, total, similar } = found;
    return renderTemplate('board/find/find.html', {
      ...pageOf(request, t.title),
      t,
      query,
      isForeign,
      isNothing: query !== '' && total === 0,
      items: items.map((one) => foundView(one, t, reader.language)),
      more: moreOf(items.length, total, reader.language),
      similar: similar.map((one) => foundView(one, t, reader.language)),
      mayMakeLot: mayAct(reader) && !isForeign,
    });
  }
}

function foundView(
  { kind, path, name, serial, model, user, customer, state }: Found,
  t: ReturnType<typeof findWords>,
  language: Language,
) {
  return {
    path,
    name,
    kind: { machine: t.pc, deployment: t.row, lot: t.lot }[kind],
    details: [serial === name ? undefined : serial, model, user, customer].filter(Boolean).join(' · '),
    ...(state && { state: { look: state, name: say(STATE_NAMES[state], language) } }),
  };
}
