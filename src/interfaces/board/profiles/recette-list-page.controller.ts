import { Controller, Get, Header, Param, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { SEVERITIES, type Severity } from '../../../deployment/recette/index.js';
import type { ProfileDocument } from '../../../documents/profile/index.js';
import { Profiles, ProfileTexts, readyMadeProfiles } from '../../../documents/profile/server.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { cataloguePage } from '../catalogues/catalogue-page.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pagesOf } from '../frame/paging.js';
import { SEVERITY_NAMES } from './form/rows-fields.js';
import {
  compareLists,
  type ListDifference,
  type ListedCheck,
  type RecetteList,
  recetteListOf,
} from './recette-list.js';
import { profileWords } from './words.js';

const PAGE_SIZE = 50;
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
const withQuery = z.object({ with: z.string().max(100).catch('') });

/** How a severity looks: an icon of a state, always with its word. */
const LOOKS: Record<Severity, string> = { blocking: 'failed', reserve: 'reserved', information: 'planned' };

/** What the recette of each profile checks, in words, for who answers for a certificate. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('recette-lists')
@Roles('viewer')
export class RecetteListPageController {
  constructor(
    private readonly profiles: Profiles,
    private readonly texts: ProfileTexts,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async all(
    @Query({ schema: listQuery }) { page: at }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    const { items, total } = await this.profiles.list({ page: at, pageSize: PAGE_SIZE });
    const page = cataloguePage(request, '', 'recette');
    const t = profileWords(page.language);
    return renderTemplate('board/profiles/recette-lists.html', {
      ...page,
      title: t.recetteLists,
      t,
      total,
      lists: items.map(({ name, document }) => ({
        name,
        title: document.title ? say(document.title, page.language) : name,
        ...countsOf(recetteListOf(document)),
      })),
      pages: pagesOf('/recette-lists?page=', at, Math.ceil(total / PAGE_SIZE)),
    });
  }

  @Get(':name')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async one(
    @Param('name') name: string,
    @Query({ schema: withQuery }) { with: other }: z.output<typeof withQuery>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const { document, version } = await this.profiles.latest(name);
    const list = recetteListOf(document);
    const page = cataloguePage(request, name, 'recette');
    const { language } = page;
    const t = profileWords(language);
    const ready = await readyMadeProfiles();
    return renderTemplate('board/profiles/recette-list.html', {
      ...page,
      t,
      name,
      version,
      heading: document.title ? say(document.title, language) : name,
      counts: countsOf(list),
      automatic: list.automatic.map((check) => checkView(check, language)),
      options: list.options.map((check) => checkView(check, language)),
      manual: list.manual.map((check) => checkView(check, language)),
      without: list.without.map((title) => say(title, language)),
      ready: ready.map((one) => ({ name: one.name, selected: one.name === other })),
      ...(await this.comparison(list, ready.find((one) => one.name === other)?.text, account, language)),
    });
  }

  private async comparison(
    list: RecetteList,
    text: string | undefined,
    account: KnownAccount,
    language: Language,
  ) {
    if (text === undefined) return {};
    const document: ProfileDocument = await this.profiles.read(text, account.name);
    const there = recetteListOf(document);
    return {
      comparison: {
        isOtherSystem: there.system !== list.system,
        differences: compareLists(list, there).map((one) => differenceView(one, language)),
      },
    };
  }
}

function countsOf(list: RecetteList) {
  const automatic = [...list.automatic, ...list.options];
  const count = (severity: Severity) =>
    [...automatic, ...list.manual].filter((check) => check.severity === severity).length;
  const [blocking, reserve, information] = SEVERITIES.map(count);
  return { automatic: automatic.length, manual: list.manual.length, blocking, reserve, information };
}

function checkView({ title, requirement, severity, hygiene, details }: ListedCheck, language: Language) {
  return {
    title: say(title, language),
    requirement: requirement ? say(requirement, language) : '',
    ...severityView(severity, language),
    hygiene,
    details,
  };
}

function severityView(severity: Severity, language: Language) {
  return { look: LOOKS[severity], name: say(SEVERITY_NAMES[severity], language) };
}

function differenceView({ title, here, there }: ListDifference, language: Language) {
  return {
    title: say(title, language),
    here: here && severityView(here, language),
    there: there && severityView(there, language),
  };
}
