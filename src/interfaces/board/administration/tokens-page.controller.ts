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
  Accounts,
  actorOf,
  type ApiToken,
  ApiTokens,
  CurrentAccount,
  type KnownAccount,
  Roles,
} from '../../../platform/account/index.js';
import { ROLE_NAMES, ROLES, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { pagesOf } from '../frame/paging.js';
import { languageOfReader } from '../frame/reader.js';
import { administrationPage } from './administration-page.js';
import { rolesView } from './users.view.js';

const PAGE_SIZE = 50;
const DAY_SECONDS = 86_400;
const MOST_DAYS = 3650;
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
/** What was typed; checked here, so that the page can say what is wrong beside the field. */
const typed = z.object({
  name: z.string().trim().max(300).catch(''),
  days: z.string().trim().max(20).catch(''),
  role: z.enum(ROLES).catch('viewer'),
});
type Typed = z.output<typeof typed>;

/** API tokens of all accounts; new ones are the reader’s. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('administration/tokens')
@Roles('administrator')
export class TokensPageController {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  list(
    @Query({ schema: listQuery }) { page }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    return this.page(request, page, { name: '', days: '90', role: 'viewer' }, {});
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  async create(
    @Body({ schema: typed }) given: Typed,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const problems = problemsOf(given, languageOfReader(request));
    response.type('html');
    if (Object.keys(problems).length > 0) {
      response.status(400).send(await this.page(request, 1, given, problems));
      return;
    }
    const seconds = given.days === '' ? undefined : Number(given.days) * DAY_SECONDS;
    const made = await this.tokens.create(
      account.id,
      given.name,
      seconds,
      actorOf(account),
      undefined,
      given.role,
    );
    const view = administrationPage(request, 'tokens', made.name);
    response.send(
      renderTemplate('board/administration/once.html', {
        ...view,
        value: made.token,
        back: '/administration/tokens',
      }),
    );
  }

  @Post(':id/revoke')
  @HttpCode(303)
  @Redirect('/administration/tokens', 303)
  async revoke(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.tokens.revoke(id, actorOf(account));
  }

  private async page(
    request: Request,
    page: number,
    form: Typed,
    problems: Record<string, string>,
  ): Promise<string> {
    const view = administrationPage(request, 'tokens');
    const { items, total } = await this.tokens.list(undefined, { page, pageSize: PAGE_SIZE });
    const names = await this.accounts.namesOf(items.map(({ accountId }) => accountId));
    return renderTemplate('board/administration/tokens.html', {
      ...view,
      total,
      tokens: items.map((one) => tokenView(one, names.get(one.accountId) ?? '—', view.language)),
      pages: pagesOf('/administration/tokens?page=', page, Math.ceil(total / PAGE_SIZE)),
      roles: rolesView(form.role, view.language),
      form,
      problems,
    });
  }
}

function tokenView(
  { id, name, role, expiresAt, lastUsedAt, createdAt }: ApiToken,
  account: string,
  language: Language,
) {
  return {
    id,
    name,
    account,
    role: role === null ? '' : say(ROLE_NAMES[role], language),
    created: momentOf(createdAt, language).text,
    ends: expiresAt === null ? '' : momentOf(expiresAt, language).text,
    isOver: expiresAt !== null && expiresAt <= new Date(),
    used: lastUsedAt === null ? '' : momentOf(lastUsedAt, language).text,
  };
}

function problemsOf({ name, days }: Typed, language: Language): Record<string, string> {
  const isDays = days === '' || (/^\d+$/.test(days) && Number(days) >= 1 && Number(days) <= MOST_DAYS);
  return {
    ...((name === '' || name.length > 100) && {
      name: say({ fr: 'De 1 à 100 caractères.', en: 'From 1 to 100 characters.' }, language),
    }),
    ...(!isDays && {
      days: say(
        { fr: `De 1 à ${MOST_DAYS} jours, ou rien.`, en: `From 1 to ${MOST_DAYS} days, or nothing.` },
        language,
      ),
    }),
  };
}
