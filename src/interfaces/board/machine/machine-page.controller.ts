import {
  Controller,
  Get,
  Header,
  Param,
  Query,
  Req,
  Sse,
  UseFilters,
  type MessageEvent,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import type { Language } from '../../../platform/core/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Machines, type Machine } from '../../../park/machine/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { LivePages } from '../frame/live-pages.js';
import { LiveSubject } from '../frame/live-subject.guard.js';
import { modelOf } from './machine-facts.js';
import { MachineNotices } from './machine-notices.js';
import { MachineView } from './machine.view.js';
import { momentOf } from '../frame/moment.js';
import { pagesOf } from '../frame/paging.js';
import { mayAct, pageOf, readerOf } from '../frame/reader.js';
import { wordsIn } from '../frame/words.js';

const PAGE_SIZE = 50;
const pageQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('machines')
@Roles('viewer')
export class MachinePageController {
  constructor(
    private readonly machines: Machines,
    private readonly notices: MachineNotices,
    private readonly view: MachineView,
    private readonly live: LivePages,
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
    return renderTemplate('board/machine/machines.html', {
      ...pageOf(request, wordsIn(language).machines, 'machines'),
      machines: found.items.map((machine) => machineRow(machine, language)),
      notices: page === 1 ? await this.notices.of(language) : { items: [] },
      pages: pagesOf('/machines?page=', page, Math.ceil(found.total / PAGE_SIZE)),
    });
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    const view = await this.view.of(id, readerOf(request));
    const page = pageOf(request, view.name, 'machines');
    return renderTemplate('board/machine/machine.html', { ...page, ...view, mayAct: mayAct(page) });
  }

  @Sse(':id/live')
  @LiveSubject('machine')
  follow(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Observable<MessageEvent> {
    const reader = readerOf(request);
    const draw = async () =>
      renderTemplate('board/machine/machine-live.html', {
        ...reader,
        w: wordsIn(reader.language),
        ...(await this.view.of(id, reader)),
      });
    return this.live.follow(draw, (change) => change.channel === 'machine' && change.id === id);
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
