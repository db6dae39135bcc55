import { Controller, Get, Header, Param, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import { LicencePools, type PoolCount, poolParameterSchema } from '../../../park/licence/index.js';
import { Programs } from '../../../park/software/index.js';
import type { Language } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { moreOf, pagesOf } from '../frame/paging.js';
import { cataloguePage } from './catalogue-page.js';
import { programView } from './program.view.js';
import { UsesStore } from './uses.store.js';
import { catalogueWords } from './words.js';

const PAGE_SIZE = 50;
const MOST_HOLDERS = 200;
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** The programs that profiles may ask for, and the licences that they take. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller()
@Roles('viewer')
export class SoftwarePageController {
  constructor(
    private readonly programs: Programs,
    private readonly pools: LicencePools,
    private readonly uses: UsesStore,
  ) {}

  @Get('software')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async software(
    @Query({ schema: listQuery }) { page: at }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    const { items, total } = await this.programs.list({ page: at, pageSize: PAGE_SIZE });
    const named = await this.uses.programsOfProfiles();
    const page = cataloguePage(request, '', 'software');
    const t = catalogueWords(page.language);
    return renderTemplate('board/catalogues/software.html', {
      ...page,
      title: t.software,
      t,
      total,
      programs: items.map((row) => ({
        ...programView(row, page.language),
        profiles: named
          .filter(({ name, version }) => name === row.name && (version === null || version === row.version))
          .map(({ profile }) => profile),
      })),
      pages: pagesOf('/software?page=', at, Math.ceil(total / PAGE_SIZE)),
    });
  }

  @Get('licences')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async licences(@Req() request: Request): Promise<string> {
    const pools = await this.pools.list();
    const page = cataloguePage(request, '', 'licences');
    const t = catalogueWords(page.language);
    return renderTemplate('board/catalogues/licences.html', {
      ...page,
      title: t.licences,
      t,
      total: pools.length,
      pools: pools.map((pool) => poolView(pool, page.language)),
    });
  }

  @Get('licences/:name')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async pool(
    @Param('name', { schema: poolParameterSchema }) name: string,
    @Req() request: Request,
  ): Promise<string> {
    const { pool, holders } = await this.pools.show(name);
    const page = cataloguePage(request, name, 'licences');
    const { language } = page;
    const shown = holders.slice(0, MOST_HOLDERS);
    return renderTemplate('board/catalogues/licence-pool.html', {
      ...page,
      t: catalogueWords(language),
      pool: poolView(pool, language),
      holders: shown.map(({ row, machine }) => ({
        ...(row.machineId !== null && { href: `/machines/${row.machineId}` }),
        machine: machine ?? '–',
        taken: momentOf(row.takenAt!, language),
        ...(row.usedAt && { given: momentOf(row.usedAt, language) }),
      })),
      more: moreOf(shown.length, holders.length, language),
    });
  }
}

/** Numbers only: a key is shown nowhere. */
function poolView({ name, total, taken, used, createdBy, createdAt }: PoolCount, language: Language) {
  const at = momentOf(createdAt, language);
  return { name, total, taken, used, free: total - taken, isEmpty: total === taken, by: createdBy, at };
}
