import { Controller, Get, Header, Param, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Roles } from '../../../platform/account/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Deployments, nameOf } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pageOf, readerOf } from '../frame/reader.js';
import { machineWords } from '../machine/words.js';
import { ChecksView } from './checks.view.js';

/** The whole recette of a deployment: each check with what was asked, what was measured, and its evidence. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('deployments/:id/checks')
@Roles('viewer')
export class ChecksPageController {
  constructor(
    private readonly deployments: Deployments,
    private readonly checks: ChecksView,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    const deployment = await this.deployments.get(id);
    const reader = readerOf(request);
    const t = machineWords(reader.language);
    const name = nameOf(deployment);
    return renderTemplate('board/deployment/evidence.html', {
      ...pageOf(request, `${t.recette} · ${name}`, 'machines'),
      t,
      id,
      name,
      ...(await this.checks.evidence(deployment, reader.language)),
    });
  }
}
