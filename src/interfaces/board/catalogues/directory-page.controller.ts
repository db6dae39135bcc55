import { Controller, Get, Header, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Roles } from '../../../platform/account/index.js';
import { Directories, type Existing } from '../../../park/directory/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { cataloguePage } from './catalogue-page.js';
import { catalogueWords } from './words.js';

const WITH_EXISTING: Record<Existing, Bilingual> = {
  refuse: { fr: 'arrête le déploiement', en: 'stops the deployment' },
  reuse: { fr: 'est repris où il est', en: 'is taken where it is' },
  move: { fr: 'est repris et déplacé', en: 'is taken and moved' },
};

/** The directories that PCs join. Their passwords are references to the vault, and are not shown. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('directories')
@Roles('viewer')
export class DirectoryPageController {
  constructor(private readonly directories: Directories) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(@Req() request: Request): Promise<string> {
    const directories = await this.directories.list();
    const page = cataloguePage(request, '', 'directories');
    const t = catalogueWords(page.language);
    return renderTemplate('board/catalogues/directories.html', {
      ...page,
      title: t.directories,
      t,
      total: directories.length,
      directories: directories.map(({ name, document, createdBy, createdAt }) => ({
        name,
        domain: document.domain,
        servers: document.servers.map((server) => server.name),
        unit: document.organizationalUnit,
        account: document.account.user,
        existing: say(WITH_EXISTING[document.existing], page.language),
        by: createdBy,
        at: momentOf(createdAt, page.language),
      })),
    });
  }
}
