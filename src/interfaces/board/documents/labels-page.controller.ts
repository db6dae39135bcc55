import { Controller, Get, Header, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { LABEL_FORMAT_NAMES, LABEL_FORMATS, perSheet } from '../../../deployment/certificate/index.js';
import { LotLabels, Lots } from '../../../deployment/pipeline/index.js';
import { Roles } from '../../../platform/account/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pageOf } from '../frame/reader.js';
import { documentWordsIn } from './words.js';

/** Which labels of a lot, from which one of the sheet on. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('lots/:id/labels')
@Roles('viewer')
export class LabelsPageController {
  constructor(
    private readonly lots: Lots,
    private readonly labels: LotLabels,
  ) {}

  /** With a right choice, leads to the PDF; else the form says what is wrong, with what was typed. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async page(
    @Param('id', RecordIdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
    @Query('format') askedFormat?: unknown,
    @Query('start') askedStart?: unknown,
  ): Promise<void> {
    const { number, customer } = await this.lots.get(id);
    const page = pageOf(request, number, 'lots');
    const t = documentWordsIn(page.language);
    const format = LABEL_FORMAT_NAMES.find((name) => name === askedFormat) ?? '3x8';
    const start = typeof askedStart === 'string' ? askedStart.slice(0, 10) : '1';
    const isRight = /^\d{1,4}$/.test(start) && Number(start) >= 1 && Number(start) <= perSheet(format);
    if (askedFormat !== undefined && isRight) {
      const query = new URLSearchParams({ format, start, language: page.language });
      return response.redirect(303, `/api/certificates/lots/${id}/labels.pdf?${query}`);
    }
    const html = renderTemplate('board/documents/labels.html', {
      ...page,
      title: `${t.labels} ${number}`,
      t,
      lot: { id, number, customer },
      start,
      count: (await this.labels.of(id)).length,
      formats: LABEL_FORMAT_NAMES.map((name) => ({
        name,
        title: say(LABEL_FORMATS[name].title, page.language),
        isChosen: name === format,
      })),
      ...(!isRight && { most: perSheet(format) }),
    });
    response
      .status(isRight ? 200 : 400)
      .type('html')
      .send(html);
  }
}
