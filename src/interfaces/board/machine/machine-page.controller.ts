import {
  Controller,
  Get,
  Header,
  Param,
  Post,
  Query,
  Redirect,
  Req,
  Sse,
  UseFilters,
  type MessageEvent,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { MachineWakes } from '../../../deployment/boot/index.js';
import { Identification } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { LiveSubject } from '../frame/live-subject.guard.js';
import { pageOf, readerOf } from '../frame/reader.js';
import { wordsIn } from '../frame/words.js';
import { listQuery, MachineListView, type ListQuery } from './machine-list.view.js';
import { MachineNotices } from './machine-notices.js';
import { PcPages } from './pc-pages.js';
import { machineWords } from './words.js';

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('machines')
@Roles('viewer')
export class MachinePageController {
  constructor(
    private readonly list: MachineListView,
    private readonly notices: MachineNotices,
    private readonly pages: PcPages,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async all(@Query({ schema: listQuery }) query: ListQuery, @Req() request: Request): Promise<string> {
    const { language } = readerOf(request);
    const isFirst = query.page === 1 && query.q === '' && query.state === undefined;
    return renderTemplate('board/machine/machines.html', {
      ...pageOf(request, wordsIn(language).machines, 'machines'),
      t: machineWords(language),
      ...(await this.list.of(query, language)),
      notices: isFirst ? await this.notices.of(language) : { items: [] },
    });
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  one(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    return this.pages.of({ machine: id }, request);
  }

  @Sse(':id/live')
  @LiveSubject('machine')
  follow(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Observable<MessageEvent> {
    return this.pages.follow({ machine: id }, request);
  }
}

/** What a technician does with a PC, beside its deployment. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('machines/:id')
@Roles('technician')
export class MachineActController {
  constructor(
    private readonly identification: Identification,
    private readonly wakes: MachineWakes,
  ) {}

  @Post('identify')
  @Redirect('..', 303)
  async identify(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.identification.begin(id, actorOf(account));
    return { url: `/machines/${id}` };
  }

  @Post('identify-end')
  @Redirect('..', 303)
  async endIdentify(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.identification.end(id, actorOf(account));
    return { url: `/machines/${id}` };
  }

  @Post('wake')
  @Redirect('..', 303)
  async wake(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.wakes.wake(id, actorOf(account));
    return { url: `/machines/${id}?done=woken` };
  }
}
