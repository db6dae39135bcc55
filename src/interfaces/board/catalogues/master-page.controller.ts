import { Controller, Get, Header, Param, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import { NotFoundError, STATE_NAMES, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { type MasterDto, Masters } from '../../../park/master/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { pagesOf } from '../frame/paging.js';
import { cataloguePage } from './catalogue-page.js';
import { masterView } from './master.view.js';
import { type CaptureUse, type NamedByProfile, UsesStore } from './uses.store.js';
import { catalogueWords } from './words.js';

const PAGE_SIZE = 50;
/** One master has a version a month; a page has them all. */
const MOST_VERSIONS = 200;
const MOST_CAPTURES = 10;
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** The masters: which versions there are, what they contain, and who installs them. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('masters')
@Roles('viewer')
export class MasterPageController {
  constructor(
    private readonly masters: Masters,
    private readonly uses: UsesStore,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(
    @Query({ schema: listQuery }) { page: at }: z.output<typeof listQuery>,
    @Req() request: Request,
  ): Promise<string> {
    const { items, total } = await this.masters.list({ page: at, pageSize: PAGE_SIZE });
    const named = await this.uses.mastersOfProfiles();
    const captures = await this.uses.captures(MOST_CAPTURES);
    const page = cataloguePage(request, '', 'masters');
    const t = catalogueWords(page.language);
    return renderTemplate('board/catalogues/masters.html', {
      ...page,
      title: t.masters,
      t,
      total,
      masters: items.map((master) => ({
        ...masterView(master, page.language),
        profiles: profilesOf(named, master, isNewest(items, master)),
      })),
      captures: captures.map((capture) => captureView(capture, page.language)),
      pages: pagesOf('/masters?page=', at, Math.ceil(total / PAGE_SIZE)),
    });
  }

  @Get(':name')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async one(@Param('name') name: string, @Req() request: Request): Promise<string> {
    const { items } = await this.masters.list({ name, page: 1, pageSize: MOST_VERSIONS });
    const [newest] = items;
    if (newest === undefined)
      throw new NotFoundError({ fr: `aucun master ${name}`, en: `no master ${name}` });
    const named = (await this.uses.mastersOfProfiles()).filter((one) => one.name === name);
    const page = cataloguePage(request, name, 'masters');
    return renderTemplate('board/catalogues/master.html', {
      ...page,
      t: catalogueWords(page.language),
      name,
      newest: masterView(newest, page.language),
      versions: items.map((master) => masterView(master, page.language)),
      profiles: named.map(({ profile, version }) => ({ profile, version: version ?? '' })),
    });
  }
}

/** The list is by date, the newest first. */
function isNewest(
  masters: readonly Pick<MasterDto, 'id' | 'name'>[],
  { id, name }: Pick<MasterDto, 'id' | 'name'>,
) {
  return masters.find((one) => one.name === name)?.id === id;
}

/** Profiles that install this very version: those that name it, and for the newest those that name none. */
function profilesOf(
  named: readonly NamedByProfile[],
  { name, version }: Pick<MasterDto, 'name' | 'version'>,
  isLatest: boolean,
): string[] {
  return named
    .filter((one) => one.name === name && (one.version === version || (one.version === null && isLatest)))
    .map(({ profile }) => profile);
}

function captureView({ id, master, machine, state, at }: CaptureUse, language: Language) {
  return {
    href: `/deployments/${id}`,
    master,
    machine: machine ?? '–',
    look: state,
    name: say(STATE_NAMES[state], language),
    at: momentOf(at, language),
  };
}
