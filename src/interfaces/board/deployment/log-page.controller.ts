import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Roles } from '../../../platform/account/index.js';
import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Deployments, nameOf, Screens, StepLogStore, StepStore } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { pagesOf, searchedText } from '../frame/paging.js';
import { pageOf, readerOf } from '../frame/reader.js';
import { machineWords } from '../machine/words.js';
import { linesText, logLine } from './log.view.js';

const PAGE_SIZE = 200;
/** How many lines are read at once for a download. */
const BATCH = 2000;

/** What is not understood is left out: an address that somebody cut is still a page. */
const logQuery = z.object({
  q: searchedText,
  step: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined),
});
type LogPageQuery = z.output<typeof logQuery>;

/** The whole log of a deployment: in pages, searched, and as a text. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('deployments/:id')
@Roles('viewer')
export class LogPageController {
  constructor(
    private readonly deployments: Deployments,
    private readonly steps: StepStore,
    private readonly stepLog: StepLogStore,
    private readonly screens: Screens,
  ) {}

  @Get('log')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(
    @Param('id', RecordIdPipe) id: string,
    @Query({ schema: logQuery }) query: LogPageQuery,
    @Req() request: Request,
  ): Promise<string> {
    const deployment = await this.deployments.get(id);
    const { language } = readerOf(request);
    const t = machineWords(language);
    const steps = await this.steps.ofDeployment(id);
    const { lines, ...view } = await this.lines(id, query, language);
    return renderTemplate('board/deployment/log.html', {
      ...pageOf(request, `${t.lastLines} · ${nameOf(deployment)}`, 'machines'),
      t,
      id,
      name: nameOf(deployment),
      q: query.q,
      steps: steps.map(({ name }) => ({
        name,
        title: say(this.screens.titleOf(name), language),
        isChosen: name === query.step,
      })),
      lines,
      ...view,
    });
  }

  /** Without a page: the last one of the whole log, the first one of what was looked for. */
  private async lines(id: string, { q, step, page }: LogPageQuery, language: Language) {
    const question = { ...(q !== '' && { search: q }), ...(step && { step }) };
    const isAsked = q !== '' || step !== undefined;
    const counted = await this.stepLog.page(id, question, { page: 1, pageSize: 1 });
    const last = Math.max(1, Math.ceil(counted.total / PAGE_SIZE));
    const shown = Math.min(last, page ?? (isAsked ? 1 : last));
    const { items } = await this.stepLog.page(id, question, { page: shown, pageSize: PAGE_SIZE });
    const rest = new URLSearchParams({ ...(q !== '' && { q }), ...(step && { step }), page: '' });
    return {
      lines: items.map((line) => logLine(line, (name) => this.screens.titleOf(name), language)),
      count: linesText(counted.total, language),
      pages: pagesOf(`/deployments/${id}/log?${rest.toString()}`, shown, last),
    };
  }

  @Get('log.txt')
  async text(@Param('id', RecordIdPipe) id: string, @Req() request: Request, @Res() response: Response) {
    const deployment = await this.deployments.get(id);
    const { language } = readerOf(request);
    const name = nameOf(deployment).replace(/[^A-Za-z0-9._-]/g, '_');
    response
      .setHeader('Cache-Control', 'no-store')
      .type('text/plain; charset=utf-8')
      .attachment(`${name}-log.txt`);
    await pipeline(Readable.from(this.textLines(id, language)), response);
  }

  private async *textLines(id: string, language: Language): AsyncGenerator<string> {
    for (let after = '0'; ;) {
      const lines = await this.stepLog.ofDeployment(id, after, BATCH);
      const texts = lines.map(({ at, step, text }) => {
        const { text: day, clock } = momentOf(at, language);
        return `${day.slice(0, 10)} ${clock} [${say(this.screens.titleOf(step), language)}] ${text}\n`;
      });
      yield texts.join('');
      const last = lines.at(-1);
      if (last === undefined || lines.length < BATCH) return;
      after = last.id;
    }
  }
}
