import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { knownAs } from './access.guard.js';
import { BeforePasswordChange, csrfTokenOfRequest, CurrentAccount, Public, Roles } from './access.js';
import {
  type LoginBody,
  loginSchema,
  type OwnPasswordBody,
  ownPasswordSchema,
  sessionSchema,
} from './account.schema.js';
import type { KnownAccount } from './actor.js';
import { tellWhen } from './retry-after.js';
import { addressOf, clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { csrfTokenOf } from './token-hash.js';

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  constructor(private readonly sessions: Sessions) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Log in: sets the session cookie' })
  @ApiCreatedResponse({ standardSchema: sessionSchema })
  async login(
    @Body({ schema: loginSchema }) { name, password }: LoginBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const login = this.sessions.login(name, password, addressOf(request));
    const { token, account } = await login.catch((error: unknown) => tellWhen(error, response));
    setSessionCookie(request, response, token);
    return { ...knownAs(account, 'session'), csrfToken: csrfTokenOf(token) };
  }

  @Get()
  @Roles('viewer')
  @BeforePasswordChange()
  @ApiOperation({ summary: 'The current account' })
  @ApiOkResponse({ standardSchema: sessionSchema })
  read(@CurrentAccount() account: KnownAccount, @Req() request: Request) {
    return { ...account, csrfToken: csrfTokenOfRequest(request) ?? null };
  }

  @Put('password')
  @Roles('viewer')
  @BeforePasswordChange()
  @HttpCode(204)
  @ApiOperation({ summary: 'Change your own password: your other sessions end' })
  @ApiNoContentResponse()
  async changePassword(
    @CurrentAccount() account: KnownAccount,
    @Body({ schema: ownPasswordSchema }) { current, password }: OwnPasswordBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const kept = sessionTokenOf(request);
    await this.sessions
      .changePassword(account.id, { current, password }, addressOf(request), kept)
      .catch((error: unknown) => tellWhen(error, response));
  }

  @Delete()
  @Roles('viewer')
  @BeforePasswordChange()
  @HttpCode(204)
  @ApiOperation({ summary: 'Log out' })
  @ApiNoContentResponse()
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = sessionTokenOf(request);
    if (token) await this.sessions.end(token);
    clearSessionCookie(request, response);
  }
}
