import { Controller, Get, Header, Param, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { Profiles, ProfileTexts, type ProfileVersion } from '../../../documents/profile/server.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { cataloguePage } from '../catalogues/catalogue-page.js';
import { UsesStore } from '../catalogues/uses.store.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { moreOf, pagesOf } from '../frame/paging.js';
import { mayAct, type Reader } from '../frame/reader.js';
import { ProfileSecrets, secretView } from './profile-secrets.js';
import { checksOf, installsOf } from './profile-summary.js';
import { profileWords } from './words.js';

const PAGE_SIZE = 50;
const MOST_LOTS = 20;
const number = z.coerce.number().int().min(1).max(1_000_000);
const listQuery = z.object({ page: number.catch(1) });
const savedQuery = z.object({ saved: number.optional().catch(undefined) });
const pairQuery = z.object({ before: number, after: number });

/** What profiles there are, what they say, and how their versions differ. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('profiles')
@Roles('viewer')
export class ProfilePageController {
  constructor(
    private readonly profiles: Profiles,
    private readonly texts: ProfileTexts,
    private readonly uses: UsesStore,
    private readonly secrets: ProfileSecrets,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(
    @Query({ schema: listQuery }) { page: at }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    const { items, total } = await this.profiles.list({ page: at, pageSize: PAGE_SIZE });
    const lots = await this.uses.lotCounts(items.map(({ name }) => name));
    const page = cataloguePage(request, '', 'profiles');
    const t = profileWords(page.language);
    return renderTemplate('board/profiles/profiles.html', {
      ...page,
      title: t.profiles,
      t,
      total,
      mayWrite: mayAct(page),
      profiles: items.map((version) => ({
        ...summaryOf(version, page.language),
        lots: lots.get(version.name) ?? 0,
      })),
      pages: pagesOf('/profiles?page=', at, Math.ceil(total / PAGE_SIZE)),
    });
  }

  @Get(':name')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async one(
    @Param('name') name: string,
    @Query({ schema: savedQuery }) { saved }: z.output<typeof savedQuery>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const current = await this.profiles.latest(name);
    const versions = await this.profiles.versions(name);
    const { lots, total } = await this.uses.lotsOf(name, MOST_LOTS);
    const secrets = await this.secrets.of(current.document);
    const page = cataloguePage(request, name, 'profiles');
    const { language } = page;
    return renderTemplate('board/profiles/profile.html', {
      ...page,
      t: profileWords(language),
      name,
      mayWrite: mayAct(page),
      ...(saved === current.version && { saved }),
      current: summaryOf(current, language),
      secrets: secrets.map((secret) => secretView(secret, language)),
      versions: versions.map((version) => ({
        ...summaryOf(version, language),
        isCurrent: version.id === current.id,
      })),
      pairs: pairsOf(versions, current),
      lots,
      moreLots: moreOf(lots.length, total, language),
      text: await this.textFor(page, current, account),
    });
  }

  @Get(':name/versions/:version')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async version(
    @Param('name') name: string,
    @Param('version', { schema: number }) numbered: number,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const version = await this.profiles.numbered(name, numbered);
    const page = cataloguePage(request, `${name} ${numbered}`, 'profiles');
    return renderTemplate('board/profiles/version.html', {
      ...page,
      t: profileWords(page.language),
      name,
      mayWrite: mayAct(page),
      version: summaryOf(version, page.language),
      text: await this.textFor(page, version, account),
    });
  }

  /** Comments are notes among technicians, whatever they wrote there: a viewer reads what the profile asks for. */
  private textFor(reader: Reader, version: ProfileVersion, { name }: KnownAccount): Promise<string> {
    return mayAct(reader) ? this.texts.of(version, name) : this.texts.plain(version.document, name);
  }

  @Get(':name/difference')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async difference(
    @Param('name') name: string,
    @Query({ schema: pairQuery }) { before, after }: z.output<typeof pairQuery>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const earlier = await this.profiles.numbered(name, before);
    const later = await this.profiles.numbered(name, after);
    const versions = await this.profiles.versions(name);
    const page = cataloguePage(request, name, 'profiles');
    const t = profileWords(page.language);
    const numbers = versions.map(({ version }) => version);
    return renderTemplate('board/profiles/difference.html', {
      ...page,
      title: `${t.difference} · ${name}`,
      t,
      name,
      pairs: choicesOf(numbers, before, after),
      before: summaryOf(earlier, page.language),
      after: summaryOf(later, page.language),
      difference: await this.texts.difference(earlier.document, later.document, account.name),
    });
  }
}

function summaryOf(version: ProfileVersion, language: Language) {
  const { name, document, createdAt, createdBy, digest } = version;
  return {
    name,
    version: version.version,
    title: document.title ? say(document.title, language) : '',
    installs: installsOf(document, language),
    checks: checksOf(document, language),
    by: createdBy,
    at: momentOf(createdAt, language),
    digest: digest.slice(0, 12),
  };
}

/** The two versions that are compared first: the current one, and the one before it. */
function pairsOf(versions: readonly ProfileVersion[], current: ProfileVersion) {
  if (versions.length < 2) return undefined;
  const numbers = versions.map(({ version }) => version);
  const other = numbers.find((version) => version < current.version) ?? numbers[0]!;
  return choicesOf(numbers, other, current.version);
}

function choicesOf(numbers: readonly number[], before: number, after: number) {
  const chosen = (which: number) => numbers.map((version) => ({ version, selected: version === which }));
  return { before: chosen(before), after: chosen(after) };
}
