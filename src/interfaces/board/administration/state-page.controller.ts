import {
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Redirect,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Backups, Installation } from '../../../deployment/installation/index.js';
import { actorOf, Audit, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { release } from '../../../platform/config/index.js';
import { ConflictError } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { administrationPage } from './administration-page.js';
import { stateView } from './state.view.js';

/** How the installation is, and a backup of it. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('administration')
@Roles('administrator')
export class StatePageController {
  constructor(
    private readonly installation: Installation,
    private readonly backups: Backups,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(@Req() request: Request): Promise<string> {
    const page = administrationPage(request, 'state');
    const state = await this.installation.state();
    return renderTemplate('board/administration/state.html', { ...page, ...stateView(state, page.language) });
  }

  @Post('backup')
  @HttpCode(303)
  @Redirect('/administration', 303)
  async backup(@CurrentAccount() account: KnownAccount): Promise<void> {
    await this.backups.begin(actorOf(account), release()).catch((error: unknown) => {
      // A second click: the page says that one is being made.
      if (!(error instanceof ConflictError)) throw error;
    });
  }

  @Get('backup/:name')
  async download(
    @Param('name') name: string,
    @CurrentAccount() account: KnownAccount,
    @Res() response: Response,
  ): Promise<void> {
    const path = await this.backups.path(name);
    const subject = { kind: 'backup', id: name };
    await this.audit.record({ actor: actorOf(account), action: 'backup.download', subject });
    response.setHeader('Cache-Control', 'no-store');
    response.download(path, name, { dotfiles: 'allow' });
  }
}
