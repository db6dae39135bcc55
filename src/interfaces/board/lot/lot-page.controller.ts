import {
  Controller,
  Get,
  Header,
  Param,
  Query,
  Req,
  Res,
  Sse,
  StreamableFile,
  UseFilters,
  type MessageEvent,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import { DEPLOYMENT_STATES } from '../../../platform/core/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { LotArchive, Lots } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { LivePages } from '../frame/live-pages.js';
import { LiveSubject } from '../frame/live-subject.guard.js';
import { pageNumber } from '../frame/paging.js';
import { languageOfReader, mayAct, readerOf } from '../frame/reader.js';
import { wordsIn } from '../frame/words.js';
import { LotPages } from './lot-pages.js';
import { LotPageView } from './lot-page.view.js';
import { lotWords } from './words.js';

const shownQuery = z.object({
  page: pageNumber,
  state: z.enum(DEPLOYMENT_STATES).optional().catch(undefined),
});
type ShownQuery = z.output<typeof shownQuery>;

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('lots/:id')
@Roles('viewer')
export class LotPageController {
  constructor(
    private readonly lots: Lots,
    private readonly pages: LotPages,
    private readonly view: LotPageView,
    private readonly live: LivePages,
    private readonly archive: LotArchive,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(
    @Param('id', RecordIdPipe) id: string,
    @Query({ schema: shownQuery }) shown: ShownQuery,
    @Req() request: Request,
  ): Promise<string> {
    return this.pages.of(id, request, shown);
  }

  @Sse('live')
  @LiveSubject('lot')
  follow(
    @Param('id', RecordIdPipe) id: string,
    @Query({ schema: shownQuery }) shown: ShownQuery,
    @Req() request: Request,
  ): Observable<MessageEvent> {
    const reader = readerOf(request);
    const { language } = reader;
    const isActor = mayAct(reader);
    const draw = async () =>
      renderTemplate('board/lot/lot-live.html', {
        language,
        w: wordsIn(language),
        t: lotWords(language),
        ...(await this.view.standing(await this.lots.get(id), shown, isActor, language)),
      });
    const key = `lot ${id} ${language} ${isActor} ${shown.page} ${shown.state ?? ''}`;
    return this.live.followTogether(
      key,
      draw,
      (change) => change.channel === 'deployment' || (change.channel === 'lot' && change.id === id),
    );
  }

  @Get('certificates.zip')
  async certificates(
    @Param('id', RecordIdPipe) id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, content } = await this.archive.of(id, languageOfReader(request));
    response.setHeader('Cache-Control', 'no-store');
    return new StreamableFile(content, {
      type: 'application/zip',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
