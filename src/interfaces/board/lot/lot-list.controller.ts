import { Controller, Get, Header, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { LOT_LISTS, LotDrafts, type LotList, Lots } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pageNumber, pagesOf } from '../frame/paging.js';
import { mayAct, pageOf } from '../frame/reader.js';
import { lotHead } from './lot-head.view.js';
import { lotWords } from './words.js';

const PAGE_SIZE = 50;
const listQuery = z.object({
  show: z.enum(LOT_LISTS).catch('all'),
  customer: z.string().trim().max(200).catch(''),
  page: pageNumber,
});

const NAMES: Record<LotList, Bilingual> = {
  open: { fr: 'Ouverts', en: 'Open' },
  late: { fr: 'En retard', en: 'Late' },
  paused: { fr: 'En pause', en: 'Paused' },
  ended: { fr: 'Terminés', en: 'Ended' },
  all: { fr: 'Tous', en: 'All' },
};

/** The lots, those that are open first. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('lots')
@Roles('viewer')
export class LotListPageController {
  constructor(
    private readonly lots: Lots,
    private readonly drafts: LotDrafts,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(
    @Query({ schema: listQuery }) { show, customer, page: number }: z.output<typeof listQuery>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const { items, total } = await this.lots.list({ show, customer, page: number, pageSize: PAGE_SIZE });
    const page = pageOf(request, '', 'lots');
    const { language } = page;
    const t = lotWords(language);
    const query = (list: LotList) => `/lots?show=${list}&customer=${encodeURIComponent(customer)}`;
    return renderTemplate('board/lot/lots.html', {
      ...page,
      t,
      title: t.lots,
      total,
      customer,
      show,
      lists: LOT_LISTS.map((list) => ({
        href: query(list),
        name: say(NAMES[list], language),
        current: list === show,
      })),
      mayAct: mayAct(page),
      hasDraft: mayAct(page) && (await this.drafts.current(account)) !== undefined,
      lots: items.map((lot) => lotHead(lot, language)),
      pages: pagesOf(`${query(show)}&page=`, number, Math.ceil(total / PAGE_SIZE)),
    });
  }
}
