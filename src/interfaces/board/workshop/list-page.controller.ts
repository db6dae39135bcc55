import { Controller, Get, Header, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import { DEPLOYMENT_LISTS, DeploymentListStore } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pageNumber, pagesOf } from '../frame/paging.js';
import { pageOf } from '../frame/reader.js';
import { Rows } from './rows.js';

const PAGE_SIZE = 50;
const listQuery = z.object({ show: z.enum(DEPLOYMENT_LISTS).catch('active'), page: pageNumber });

const TITLES = { 'to-do': 'toYou', active: 'underWay', ended: 'ended' } as const;

/** The full lists of deployments, page by page. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller()
@Roles('viewer')
export class ListPageController {
  constructor(
    private readonly lists: DeploymentListStore,
    private readonly rows: Rows,
  ) {}

  @Get('deployments')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async deployments(
    @Query({ schema: listQuery }) { show, page: number }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    const { items, total } = await this.lists.page(show, { page: number, pageSize: PAGE_SIZE });
    const view = pageOf(request, '', 'lots');
    const title = view.w[TITLES[show]];
    return renderTemplate('board/workshop/deployments.html', {
      ...view,
      title,
      total,
      rows: await this.rows.of(items, view.language),
      pages: pagesOf(`/deployments?show=${show}&page=`, number, Math.ceil(total / PAGE_SIZE)),
    });
  }
}
