import { Body, Controller, Get, HttpStatus, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { InputError } from '../../../platform/core/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { DocumentThreads } from '../../../platform/threads/index.js';
import { findingsOf } from '../../../documents/profile/index.js';
import { LotColumnsStore } from './lot-columns.store.js';
import type { RowVerdict } from './lot-rows.js';
import { clearMapping, lotOfSheet, namesPcs, type WrittenLot } from './lot-table.js';
import { readSheet } from './read-sheet.js';
import { bytesOf } from './request-bytes.js';
import type { Sheet } from './sheet.js';
import {
  lotBodySchema,
  type LotChange,
  lotChangeSchema,
  type LotListQuery,
  lotListSchema,
  type LotOrder,
  lotOrderSchema,
  lotPageSchema,
  lotPreviewSchema,
  type LotQuery,
  lotQuerySchema,
  lotSchema,
} from './lot.schema.js';
import { ignoredOf, Lots } from './lots.service.js';

@ApiTags('lots')
@Controller('api/lots')
export class LotController {
  constructor(
    private readonly lots: Lots,
    private readonly columns: LotColumnsStore,
    private readonly threads: DocumentThreads,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The lots, the newest first' })
  @ApiOkResponse({ standardSchema: lotPageSchema })
  list(@Query({ schema: lotListSchema }) query: LotListQuery) {
    return this.lots.list(query);
  }

  @Get(':id')
  @Roles('viewer')
  @ApiOperation({ summary: 'One lot' })
  @ApiOkResponse({ standardSchema: lotSchema })
  one(@Param('id', RecordIdPipe) id: string) {
    return this.lots.get(id);
  }

  @Patch(':id')
  @Roles('technician')
  @ApiOperation({ summary: 'Changes what is said of a lot: customer, site, due date, date to begin, notes' })
  @ApiOkResponse({ standardSchema: lotSchema })
  change(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: lotChangeSchema }) change: LotChange,
    @CurrentAccount() account: KnownAccount,
  ) {
    return this.lots.change(id, change, actorOf(account));
  }

  @Post()
  @Roles('technician')
  @ApiOperation({
    summary: 'A new lot, from JSON, CSV or a workbook (.xlsx): all rows or none',
    description:
      'As a file, the customer and the profile are in the query. Columns in any order, with French or English headings, or those that somebody chose on the board for the same headings. CSV: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252. A workbook: as application/octet-stream; its first sheet.',
  })
  @ApiConsumes('application/json', 'text/csv', 'application/octet-stream')
  @ApiBody({ schema: z.toJSONSchema(lotBodySchema, { io: 'input' }) as never })
  @ApiCreatedResponse({ standardSchema: lotSchema })
  @ApiOkResponse({ standardSchema: lotPreviewSchema, description: 'dryRun=true: nothing was created' })
  async create(
    @Query({ schema: lotQuerySchema }) query: LotQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentAccount() account: KnownAccount,
  ) {
    const { order, written } = await this.readRequest(query, request, account);
    const ignoredColumns = written.ignored.map(({ column }) => column);
    if (query.dryRun) {
      response.status(HttpStatus.OK);
      const verdicts = await this.lots.preview(order, written);
      return {
        accepted: verdicts.every(({ problems }) => problems.length === 0),
        ignoredColumns,
        ignored: ignoredOf(written, verdicts),
        rows: verdicts.map(rowView),
      };
    }
    const { ignored, ...lot } = await this.lots.create(order, written, actorOf(account));
    return {
      ...lot,
      ...(ignoredColumns.length > 0 && { ignoredColumns }),
      ...(ignored.length > 0 && { ignored }),
    };
  }

  private async readRequest(
    query: LotQuery,
    request: Request,
    account: KnownAccount,
  ): Promise<{ order: LotOrder; written: WrittenLot }> {
    if (request.is(['application/json'])) return fromJson(request.body);
    const order = checked(lotOrderSchema, query);
    const sheet = await readSheet(await bytesOf(request), this.threads.of(account.name));
    return { order, written: lotOfSheet(sheet, await this.mappingOf(sheet)) };
  }

  /** What somebody chose for these headings; otherwise what they say by themselves. */
  private async mappingOf(sheet: Sheet) {
    const chosen = await this.columns.chosen(sheet.headings);
    return chosen !== undefined && namesPcs(chosen) ? chosen : clearMapping(sheet);
  }
}

function rowView({ row, planned, problems }: RowVerdict) {
  return {
    row,
    values: planned,
    problems: problems.map(({ expected, field: _, ...problem }) => ({ ...problem, text: expected })),
  };
}

function fromJson(body: unknown): { order: LotOrder; written: WrittenLot } {
  const { rows, ...order } = checked(lotBodySchema, body);
  const written = rows.map((cells, index) => ({
    row: index + 1,
    cells: Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell?.trim() ?? ''])),
    headings: {},
  }));
  return { order, written: { rows: written, ignored: [] } };
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const findings = findingsOf(result.error, value);
  const fields = findings.map(({ field }) => field).join(', ');
  throw new InputError({ fr: `À corriger : ${fields}.`, en: `To correct: ${fields}.` }, findings);
}
