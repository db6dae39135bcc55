import {
  Controller,
  Get,
  Header,
  Query,
  Req,
  Res,
  Sse,
  UseFilters,
  type ArgumentsHost,
  type MessageEvent,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { map, tap, type Observable } from 'rxjs';
import {
  accountOf,
  Roles,
  ScreensToo,
  screenTokenOf,
  setScreenCookie,
  UnauthenticatedError,
  WallScreens,
} from '../../../platform/account/index.js';
import { logger } from '../../../platform/config/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { LivePages } from '../frame/live-pages.js';
import { isScreen, pageOf, readerOf } from '../frame/reader.js';
import { filtersSchema, queryOf, type Filters } from '../workshop/filters.js';
import { workshopWords } from '../workshop/words.js';
import { wallLinks } from './wall-links.js';
import type { WallReader } from './wall-cards.js';
import { WallFeed } from './wall-feed.js';
import { WallView } from './wall.view.js';
import { wallWords } from './words.js';

const log = logger('board');

/** A screen whose token was revoked is led to the page where it gets a new one. */
class WallFilter extends BoardFilter {
  override catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const isRevoked =
      thrown instanceof UnauthenticatedError && screenTokenOf(http.getRequest<Request>()) !== undefined;
    if (isRevoked) return http.getResponse<Response>().redirect(303, '/wall/pair');
    super.catch(thrown, host);
  }
}

/** The workshop as a wall: every PC as a card, on its position. */
@ApiExcludeController()
@UseFilters(WallFilter)
@Controller('wall')
@Roles('viewer')
export class WallPageController {
  constructor(
    private readonly feed: WallFeed,
    private readonly view: WallView,
    private readonly live: LivePages,
    private readonly screens: WallScreens,
  ) {}

  @Get()
  @ScreensToo()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(
    @Query({ schema: filtersSchema }) filters: Filters,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const reader = wallReader(request);
    const token = screenTokenOf(request);
    if (token !== undefined && isScreen(request)) setScreenCookie(request, response, token);
    const wall = await this.feed.current();
    return renderTemplate('board/wall/wall.html', {
      ...pageOf(request, wallWords(reader.language).wall, 'workshop'),
      ...this.view.context(wall, filters, reader),
      sound: workshopWords(reader.language),
      liveHref: `/wall/live${queryOf(filters)}`,
      screenName: isScreen(request) ? (accountOf(request)?.displayName ?? '') : '',
      links: reader.links ? wallLinks(request, 'wall') : [],
      q: filters.q ?? '',
    });
  }

  @Sse('live')
  @ScreensToo()
  follow(
    @Query({ schema: filtersSchema }) filters: Filters,
    @Req() request: Request,
  ): Observable<MessageEvent> {
    const reader = wallReader(request);
    const page = `wall ${reader.language} ${reader.links} ${queryOf(filters)}`;
    const drawings = this.feed.changes().pipe(map((wall) => this.view.drawing(wall, filters, reader)));
    const messages = this.live.followParts(page, drawings, this.feed.isCurrent);
    return isScreen(request) ? messages.pipe(tap(({ type }) => this.seen(request, type))) : messages;
  }

  /** A screen shows the wall for days: its heartbeats say that it is still there. */
  private seen(request: Request, type: string | undefined): void {
    const id = accountOf(request)?.id;
    if (type !== 'heartbeat' || id === undefined) return;
    this.screens
      .seen(id)
      .catch((error: unknown) => log.warn({ err: error }, 'a screen of the wall was not noted as seen'));
  }
}

function wallReader(request: Request): WallReader {
  return { language: readerOf(request).language, links: !isScreen(request) };
}
