import { Controller, Get, Header, Param, ParseUUIDPipe, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Roles } from '../account/index.js';
import type { Language } from '../core/index.js';
import { DeploymentStore } from '../deployment/index.js';
import { Machines, type Machine } from '../machine/index.js';
import { renderTemplate } from '../template/index.js';
import { BoardFilter } from './board.filter.js';
import { machineFacts } from './machine-facts.js';
import { momentOf } from './moment.js';
import { pageOf, readerOf } from './reader.js';
import { Rows } from './rows.js';
import { wordsIn } from './words.js';

const PAGE_SIZE = 50;
const pageQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('machines')
@Roles('viewer')
export class MachinePageController {
  constructor(
    private readonly machines: Machines,
    private readonly deployments: DeploymentStore,
    private readonly rows: Rows,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(
    @Query({ schema: pageQuery }) { page }: z.output<typeof pageQuery>,
    @Req() request: Request,
  ): Promise<string> {
    const { language } = readerOf(request);
    const found = await this.machines.list({ page, pageSize: PAGE_SIZE });
    return renderTemplate('board/machines.html', {
      ...pageOf(request, wordsIn(language).machines, 'machines'),
      machines: found.items.map((machine) => machineRow(machine, language)),
      pages: pagesOf(page, found.total),
    });
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', ParseUUIDPipe) id: string, @Req() request: Request): Promise<string> {
    const { language } = readerOf(request);
    const machine = await this.machines.findById(id);
    const { items } = await this.deployments.list({ page: 1, pageSize: PAGE_SIZE, machineId: id });
    const name = modelOf(machine);
    return renderTemplate('board/machine.html', {
      ...pageOf(request, name, 'machines'),
      name,
      serial: machine.serial ?? '',
      facts: machineFacts(machine, language),
      rows: await this.rows.of(items, language),
    });
  }
}

function machineRow(machine: Machine, language: Language) {
  return {
    id: machine.id,
    name: modelOf(machine),
    serial: machine.serial ?? '–',
    macs: machine.macs.join(' '),
    at: momentOf(machine.lastSeenAt, language),
  };
}

function modelOf({ manufacturer, product }: Machine): string {
  return [manufacturer, product].filter(Boolean).join(' ') || 'PC';
}

/** Links to the pages around this one; none when there is but one page. */
function pagesOf(page: number, total: number) {
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  if (last === 1) return undefined;
  return {
    text: `${page} / ${last}`,
    ...(page > 1 && { previous: `/machines?page=${page - 1}` }),
    ...(page < last && { next: `/machines?page=${page + 1}` }),
  };
}
