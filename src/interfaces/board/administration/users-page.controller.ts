import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Redirect,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  type Account,
  Accounts,
  actorOf,
  CurrentAccount,
  type KnownAccount,
  randomPassword,
  Roles,
} from '../../../platform/account/index.js';
import {
  ConflictError,
  describe,
  fieldIn,
  InputError,
  ROLES,
  type Role,
} from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pagesOf } from '../frame/paging.js';
import { languageOfReader } from '../frame/reader.js';
import { administrationPage } from './administration-page.js';
import { rolesView, userView } from './users.view.js';

const PAGE_SIZE = 100;
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
const role = z.enum(ROLES).catch('viewer');
const newUser = z.object({ name: z.string().max(200), displayName: z.string().max(200).catch(''), role });
const change = z.object({ displayName: z.string().trim().min(1).max(200), role: z.enum(ROLES) });

/** Accounts and their roles. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('administration/users')
@Roles('administrator')
export class UsersPageController {
  constructor(private readonly accounts: Accounts) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  list(
    @Query({ schema: listQuery }) { page }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    return this.listPage(request, page);
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  async create(
    @Body({ schema: newUser }) given: z.output<typeof newUser>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const password = randomPassword();
    response.type('html');
    try {
      const order = { ...given, password, passwordChangeRequired: true };
      const made = await this.accounts.create(order, actorOf(account));
      response.send(oncePage(request, made.name, password));
    } catch (error) {
      const problem = problemOf(error, administrationPage(request, 'users'));
      response
        .status(error instanceof ConflictError ? 409 : 400)
        .send(await this.listPage(request, 1, { ...given, problem }));
    }
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async one(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    return userPage(request, await this.accounts.find(id), account);
  }

  @Post(':id')
  @Header('Cache-Control', 'no-store')
  async change(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: change }) given: z.output<typeof change>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.changed(id, given, account, request, response);
  }

  @Post(':id/disabled')
  @Header('Cache-Control', 'no-store')
  async disable(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.changed(id, { disabled: true }, account, request, response);
  }

  @Post(':id/enabled')
  @HttpCode(303)
  @Redirect('/administration/users', 303)
  async enable(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.accounts.enable(id, actorOf(account));
  }

  @Post(':id/password')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async reset(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const { name } = await this.accounts.find(id);
    if (id === account.id) throw ownPassword();
    const password = randomPassword();
    await this.accounts.setPassword(id, password, actorOf(account));
    return oncePage(request, name, password);
  }

  /** The last administrator stays: the page says so where the change was asked. */
  private async changed(
    id: string,
    given: { displayName?: string; role?: Role; disabled?: boolean },
    account: KnownAccount,
    request: Request,
    response: Response,
  ): Promise<void> {
    try {
      await this.accounts.update(id, given, actorOf(account));
      response.redirect(303, `/administration/users/${id}`);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const known = await this.accounts.find(id);
      const problem = say(error.text, languageOfReader(request));
      response
        .status(409)
        .type('html')
        .send(userPage(request, { ...known, ...given }, account, problem));
    }
  }

  private async listPage(request: Request, page: number, form: object = {}): Promise<string> {
    const view = administrationPage(request, 'users');
    const { items, total } = await this.accounts.list({ page, pageSize: PAGE_SIZE });
    return renderTemplate('board/administration/users.html', {
      ...view,
      total,
      users: items.map((one) => userView(one, view.language)),
      pages: pagesOf('/administration/users?page=', page, Math.ceil(total / PAGE_SIZE)),
      roles: rolesView('viewer', view.language),
      form: { name: '', displayName: '', ...form },
    });
  }
}

function userPage(request: Request, one: Account, reader: KnownAccount, problem?: string): string {
  const view = administrationPage(request, 'users', one.name);
  return renderTemplate('board/administration/user.html', {
    ...view,
    user: userView(one, view.language),
    roles: rolesView(one.role, view.language),
    isOwn: one.id === reader.id,
    ...(problem !== undefined && { problem }),
  });
}

/** A password, once. */
function oncePage(request: Request, name: string, value: string): string {
  const view = administrationPage(request, 'users', name);
  return renderTemplate('board/administration/once.html', { ...view, value, back: '/administration/users' });
}

function problemOf(error: unknown, { language, t }: ReturnType<typeof administrationPage>): string {
  if (error instanceof ConflictError) return say(error.text, language);
  if (!(error instanceof InputError)) throw error;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const titles: Readonly<Record<string, string>> = t;
  const lines = error.findings.map((finding) => {
    const field = fieldIn(finding, language);
    return `${titles[field] ?? field}${colon} ${say(finding.expected, language)}`;
  });
  return lines.join(' ; ') || say(describe(error).text, language);
}

function ownPassword(): ConflictError {
  return new ConflictError({
    fr: 'changez votre propre mot de passe sur sa page',
    en: 'change your own password on its page',
  });
}
