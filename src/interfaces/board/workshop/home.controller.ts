import { Controller, Get, Header, Req, Sse, UseFilters, type MessageEvent } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Roles } from '../../../platform/account/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { HomeView } from './home.view.js';
import { LivePages } from '../frame/live-pages.js';
import { pageOf, readerOf } from '../frame/reader.js';
import { wordsIn } from '../frame/words.js';

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller()
@Roles('viewer')
export class HomeController {
  constructor(
    private readonly home: HomeView,
    private readonly live: LivePages,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Req() request: Request): Promise<string> {
    const page = pageOf(request, wordsIn(readerOf(request).language).board, 'workshop');
    return renderTemplate('board/workshop/home.html', {
      ...page,
      ...(await this.home.of(readerOf(request))),
    });
  }

  @Sse('live')
  follow(@Req() request: Request): Observable<MessageEvent> {
    const reader = readerOf(request);
    const draw = async () =>
      renderTemplate('board/workshop/home-live.html', {
        language: reader.language,
        w: wordsIn(reader.language),
        ...(await this.home.of(reader)),
      });
    const page = `home ${reader.language} ${reader.role}`;
    return this.live.followTogether(page, draw, ({ channel }) => channel !== 'account');
  }
}
