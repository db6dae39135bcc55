import { Body, Controller, Get, Header, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { describe, EtabliError, httpStatusOf, InputError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import {
  bytesOf,
  type Cells,
  type Column,
  COLUMNS,
  LotDrafts,
  type Mapping,
  type Scanned,
} from '../../../deployment/pipeline/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { languageOfReader } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { DraftPages, rowsQuery, type RowsQuery } from './draft-pages.js';

const pasteForm = z.object({ text: z.string().max(2_000_000).default('') });
const scanForm = z.object({ code: z.string().max(1_000).default('') });
const rowForm = z.object({ row: z.coerce.number().int().min(1).max(1_000_000) });
const anyForm = z.record(z.string(), z.unknown());
type AnyForm = z.output<typeof anyForm>;

const CELL = /^c-(\d{1,7})-([A-Za-z]+)$/;

/** A new lot, first move: its PCs, from a file, from cells that are pasted, or from a scanner. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('lots/new')
@Roles('technician')
export class LotNewPageController {
  constructor(
    private readonly drafts: LotDrafts,
    private readonly pages: DraftPages,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(
    @Query({ schema: rowsQuery }) query: RowsQuery,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    return this.pages.pcs(account, request, query);
  }

  /** The bytes of a file, from the page's script; answers what is wrong with it, or an empty text. */
  @Post('file')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async file(
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    try {
      await this.drafts.takeFile(account, await bytesOf(request), fileNameOf(request));
      return '';
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      response.status(httpStatusOf(error));
      const { text, remedy } = describe(error);
      return [text, ...(error instanceof InputError ? [] : [remedy])]
        .flatMap((each) => (each ? [say(each, languageOfReader(request))] : []))
        .join(' ');
    }
  }

  @Post('paste')
  async paste(
    @Body({ schema: pasteForm }) { text }: z.output<typeof pasteForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.drafts.takeFile(account, Buffer.from(text, 'utf8'), '');
      response.redirect(303, '/lots/new');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const problem = say(error.text, languageOfReader(request));
      const html = await this.pages.pcs(account, request, rowsQuery.parse({}), { text, problem });
      sendPage(response.status(httpStatusOf(error)), html);
    }
  }

  @Post('scan')
  async scan(
    @Body({ schema: scanForm }) { code }: z.output<typeof scanForm>,
    @Query({ schema: rowsQuery }) query: RowsQuery,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const scanned = await this.drafts.scan(account, code);
    await this.answer(account, request, response, query, scanned);
  }

  @Post('rows')
  async edit(
    @Body({ schema: anyForm }) form: AnyForm,
    @Query({ schema: rowsQuery }) query: RowsQuery,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.drafts.edit(account, editsOf(form));
    const out = rowForm.safeParse({ row: form['leaveOut'] });
    if (out.success) await this.drafts.leaveOut(account, [out.data.row], true);
    await this.answer(account, request, response, query);
  }

  @Post('take-in')
  async takeIn(
    @Query({ schema: rowsQuery }) query: RowsQuery,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const draft = await this.drafts.current(account);
    if (draft !== undefined) await this.drafts.leaveOut(account, draft.content.removed, false);
    await this.answer(account, request, response, query);
  }

  @Post('columns')
  async columns(
    @Body({ schema: anyForm }) form: AnyForm,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.drafts.map(account, mappingOf(form), form['headless'] === 'yes');
      response.redirect(303, '/lots/new');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const columnsProblem = say(error.text, languageOfReader(request));
      const html = await this.pages.pcs(account, request, rowsQuery.parse({}), { columnsProblem });
      sendPage(response.status(httpStatusOf(error)), html);
    }
  }

  @Post('discard')
  async discard(@CurrentAccount() account: KnownAccount, @Res() response: Response): Promise<void> {
    await this.drafts.discard(account);
    response.redirect(303, '/lots/new');
  }

  /** The rows alone for the page's script, otherwise the page again. */
  private async answer(
    account: KnownAccount,
    request: Request,
    response: Response,
    query: RowsQuery,
    scanned?: Scanned,
  ): Promise<void> {
    if (request.headers['x-part'] === 'rows') {
      const html = await this.pages.rows(account, request, query, scanned);
      sendPage(response.status(200), html);
    } else if (scanned !== undefined && scanned.kind !== 'added') {
      const html = await this.pages.pcs(account, request, query, { scanned });
      sendPage(response.status(200), html);
    } else
      response.redirect(303, `/lots/new?page=${query.page}${query.only === 'wrong' ? '&only=wrong' : ''}`);
  }
}

/** What the script says that the file is called. */
function fileNameOf(request: Request): string {
  try {
    return decodeURIComponent(String(request.headers['x-file-name'] ?? '')).slice(0, 200);
  } catch {
    return '';
  }
}

function editsOf(form: AnyForm): Record<string, Cells> {
  const edits: Record<string, Cells> = {};
  for (const [name, value] of Object.entries(form)) {
    const [, row = '', column = ''] = CELL.exec(name) ?? [];
    if (row === '' || !COLUMNS.includes(column as Column) || typeof value !== 'string') continue;
    edits[row] = { ...edits[row], [column]: value.slice(0, 4_000) };
  }
  return edits;
}

function mappingOf(form: AnyForm): Mapping {
  const mapping: Mapping = [];
  for (const [name, value] of Object.entries(form)) {
    const index = Number(/^m-(\d{1,3})$/.exec(name)?.[1] ?? NaN);
    if (Number.isInteger(index) && index < 200)
      mapping[index] = COLUMNS.find((column) => column === value) ?? null;
  }
  return Array.from(mapping, (column) => column ?? null);
}
