import { Body, Controller, Get, Header, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  actorOf,
  addressOf,
  CurrentAccount,
  type KnownAccount,
  Public,
  Roles,
  setRetryAfter,
  setScreenCookie,
  WallScreens,
} from '../../../platform/account/index.js';
import { EtabliError, httpStatusOf } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { languageOfReader, pageOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { wallLinks } from './wall-links.js';
import { wallWords } from './words.js';

const nameForm = z.object({ name: z.string().trim().max(100).catch('') });
const codeForm = z.object({ code: z.string().max(50).catch('') });

/** The screens of the wall: an administrator lists, adds and revokes them; a screen is paired by its code. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('wall')
@Roles('administrator')
export class ScreensPageController {
  constructor(private readonly screens: WallScreens) {}

  @Get('screens')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Req() request: Request): Promise<string> {
    return this.list(request);
  }

  /** The answer itself shows the code: it is in no address, and no page shows it again. */
  @Post('screens')
  async add(
    @Body({ schema: nameForm }) { name }: z.output<typeof nameForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (name === '') {
      return sendPage(response.status(400), await this.list(request, { isNameless: true }));
    }
    const { code, codeUntil } = await this.screens.create(name, actorOf(account));
    const until = momentOf(codeUntil, languageOfReader(request)).clock;
    const address = `${request.protocol}://${request.get('host') ?? ''}/wall/pair`;
    sendPage(response.status(200), await this.list(request, { added: { name, code, until, address } }));
  }

  @Post('screens/:id/revoke')
  async revoke(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
    @Res() response: Response,
  ): Promise<void> {
    await this.screens.revoke(id, actorOf(account));
    response.redirect(303, '/wall/screens');
  }

  @Get('pair')
  @Public()
  pairPage(@Req() request: Request, @Res() response: Response): void {
    sendPair(request, response);
  }

  @Post('pair')
  @Public()
  async pair(
    @Body({ schema: codeForm }) { code }: z.output<typeof codeForm>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const { token } = await this.screens.pair(code, addressOf(request));
      setScreenCookie(request, response, token);
      response.redirect(303, '/wall');
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      setRetryAfter(response, error);
      sendPair(request, response.status(httpStatusOf(error)), say(error.text, languageOfReader(request)));
    }
  }

  private async list(request: Request, more: object = {}): Promise<string> {
    const page = pageOf(request, '', 'workshop');
    const t = wallWords(page.language);
    const screens = await this.screens.list();
    return renderTemplate('board/wall/screens.html', {
      ...page,
      ...more,
      title: t.screensTitle,
      t,
      links: wallLinks(request, 'screens'),
      screens: screens.map(({ id, name, createdBy, seenAt }) => ({
        id,
        name,
        createdBy,
        ...(seenAt && { seen: momentOf(seenAt, page.language) }),
      })),
    });
  }
}

function sendPair(request: Request, response: Response, problem = ''): void {
  const page = pageOf(request, '');
  const t = wallWords(page.language);
  const html = renderTemplate('board/wall/pair.html', { ...page, title: t.pairTitle, t, problem });
  sendPage(response, html);
}
