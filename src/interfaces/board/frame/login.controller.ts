import { Body, Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  accountOf,
  addressOf,
  BeforePasswordChange,
  clearSessionCookie,
  CurrentAccount,
  type KnownAccount,
  Public,
  Roles,
  Sessions,
  sessionTokenOf,
  setRetryAfter,
  setSessionCookie,
} from '../../../platform/account/index.js';
import { EtabliError, httpStatusOf, LANGUAGES } from '../../../platform/core/index.js';
import { say } from './say.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from './board.filter.js';
import { LANGUAGE_COOKIE, languageOfReader, mayAct, ownPath, pageOf } from './reader.js';
import { sendPage } from './send-page.js';
import { THEME_COOKIE, THEMES } from './theme.js';
import { wordsIn } from './words.js';

const formText = z.string().max(2_000).catch('');
const loginForm = z.object({ name: formText, password: formText, back: formText });
const passwordForm = z.object({ current: formText, password: formText });
const YEAR_MS = 365 * 86_400_000;

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller()
export class LoginController {
  constructor(private readonly sessions: Sessions) {}

  @Get('login')
  @Public()
  page(@Req() request: Request, @Res() response: Response, @Query('back') back?: string): void {
    sendLogin(request, response, { name: '', back: ownPath(back) });
  }

  @Post('login')
  @Public()
  async login(
    @Body({ schema: loginForm }) { name, password, back }: z.output<typeof loginForm>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const { token, account } = await this.sessions.login(name, password, addressOf(request));
      setSessionCookie(request, response, token);
      response.redirect(303, account.passwordChangeRequired ? '/password' : ownPath(back));
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      const problem = say(error.text, languageOfReader(request));
      setRetryAfter(response, error);
      sendLogin(request, response.status(httpStatusOf(error)), { name, back: ownPath(back), problem });
    }
  }

  @Post('logout')
  @Roles('viewer')
  @BeforePasswordChange()
  async logout(@Req() request: Request, @Res() response: Response): Promise<void> {
    const token = sessionTokenOf(request);
    if (token) await this.sessions.end(token);
    clearSessionCookie(request, response);
    response.redirect(303, '/login');
  }

  @Get('password')
  @Roles('viewer')
  @BeforePasswordChange()
  passwordPage(@Req() request: Request, @Res() response: Response): void {
    sendPassword(request, response);
  }

  @Post('password')
  @Roles('viewer')
  @BeforePasswordChange()
  async changePassword(
    @Body({ schema: passwordForm }) given: z.output<typeof passwordForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.sessions.changePassword(account.id, given, addressOf(request), sessionTokenOf(request));
      response.redirect(303, '/');
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      sendPassword(request, response.status(400), say(error.text, languageOfReader(request)));
    }
  }

  @Get('language/:language')
  @Public()
  language(@Param('language') given: string, @Query('back') back: unknown, @Res() response: Response): void {
    const language = LANGUAGES.find((known) => known === given);
    if (language)
      response.cookie(LANGUAGE_COOKIE, language, { maxAge: YEAR_MS, sameSite: 'lax', httpOnly: true });
    response.redirect(303, ownPath(back));
  }

  @Get('theme/:theme')
  @Public()
  theme(@Param('theme') given: string, @Query('back') back: unknown, @Res() response: Response): void {
    const theme = THEMES.find((known) => known === given);
    if (theme) response.cookie(THEME_COOKIE, theme, { maxAge: YEAR_MS, sameSite: 'lax', httpOnly: true });
    response.redirect(303, ownPath(back));
  }
}

function sendLogin(
  request: Request,
  response: Response,
  values: { name: string; back: string; problem?: string },
): void {
  const page = pageOf(request, wordsIn(languageOfReader(request)).logIn);
  sendPage(response, renderTemplate('board/frame/login.html', { ...page, ...values }));
}

function sendPassword(request: Request, response: Response, problem?: string): void {
  const page = pageOf(request, wordsIn(languageOfReader(request)).changePassword);
  const html = renderTemplate('board/frame/password.html', {
    ...page,
    problem,
    accountName: accountOf(request)?.name ?? '',
    mayAct: mayAct(page),
    mustChange: accountOf(request)?.passwordChangeRequired ?? false,
  });
  sendPage(response, html);
}
