import { Body, Controller, Get, Header, Query, Req, Res, Post, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { WallPositions } from '../../../park/wall/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pageOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { formOf, formSent, numbered, positionsOf, type GridForm } from './grid-form.js';
import { wallLinks } from './wall-links.js';
import { wallWords } from './words.js';

const savedQuery = z.object({ saved: z.literal('yes').optional().catch(undefined) });
const fieldsSchema = z.record(z.string(), z.unknown());

/** The page where an administrator draws the grid of the wall. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('wall/grid')
@Roles('administrator')
export class GridPageController {
  constructor(private readonly positions: WallPositions) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(
    @Query({ schema: savedQuery }) { saved }: z.output<typeof savedQuery>,
    @Req() request: Request,
  ): Promise<string> {
    return gridPage(request, formOf(await this.positions.list()), { isSaved: saved === 'yes' });
  }

  /** `act`: change the size, name the empty cells, or save. Only the last one writes anything. */
  @Post()
  async draw(
    @Body({ schema: fieldsSchema }) fields: z.output<typeof fieldsSchema>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formSent(fields);
    if (fields['act'] === 'save') {
      const { positions, wrong } = positionsOf(form);
      if (wrong.size > 0) {
        const refused = gridPage(request, formSent(fields, wrong), { isRefused: true });
        return sendPage(response.status(400), refused);
      }
      await this.positions.draw({ positions }, actorOf(account));
      return response.redirect(303, '/wall/grid?saved=yes');
    }
    const shown = fields['act'] === 'number' ? numbered(form) : form;
    sendPage(response.status(200), gridPage(request, shown, {}));
  }
}

function gridPage(
  request: Request,
  form: GridForm,
  outcome: { isSaved?: boolean; isRefused?: boolean },
): string {
  const page = pageOf(request, '', 'workshop');
  const t = wallWords(page.language);
  return renderTemplate('board/wall/grid.html', {
    ...page,
    ...outcome,
    title: t.gridTitle,
    t,
    links: wallLinks(request, 'grid'),
    rows: form.rows,
    columns: form.columns,
    cells: form.cells.map((cells, index) => ({ number: index + 1, cells })),
  });
}
