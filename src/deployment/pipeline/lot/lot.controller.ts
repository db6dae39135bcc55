import {
  Controller,
  Get,
  HttpStatus,
  Param,
  PayloadTooLargeException,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
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
import { type Pagination, paginationSchema, RecordIdPipe } from '../../../platform/database/index.js';
import { findingsOf } from '../../../documents/profile/index.js';
import { readLotCsv, type WrittenLot } from './lot-csv.js';
import type { RowVerdict } from './lot-rows.js';
import {
  lotBodySchema,
  type LotOrder,
  lotOrderSchema,
  lotPageSchema,
  lotPreviewSchema,
  type LotQuery,
  lotQuerySchema,
  lotSchema,
} from './lot.schema.js';
import { ignoredOf, Lots } from './lots.service.js';

const MOST_BYTES = 5 << 20;

@ApiTags('lots')
@Controller('api/lots')
export class LotController {
  constructor(private readonly lots: Lots) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The lots, the newest first' })
  @ApiOkResponse({ standardSchema: lotPageSchema })
  list(@Query({ schema: paginationSchema }) query: Pagination) {
    return this.lots.list(query);
  }

  @Get(':id')
  @Roles('viewer')
  @ApiOperation({ summary: 'One lot' })
  @ApiOkResponse({ standardSchema: lotSchema })
  one(@Param('id', RecordIdPipe) id: string) {
    return this.lots.get(id);
  }

  @Post()
  @Roles('technician')
  @ApiOperation({
    summary: 'A new lot, from JSON or CSV: all rows or none',
    description:
      'As CSV, the customer and the profile are in the query. Columns in any order, with French or English headings; comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.',
  })
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({ schema: z.toJSONSchema(lotBodySchema, { io: 'input' }) as never })
  @ApiCreatedResponse({ standardSchema: lotSchema })
  @ApiOkResponse({ standardSchema: lotPreviewSchema, description: 'dryRun=true: nothing was created' })
  async create(
    @Query({ schema: lotQuerySchema }) query: LotQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentAccount() account: KnownAccount,
  ) {
    const { order, written } = await readRequest(query, request);
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
}

function rowView({ row, planned, problems }: RowVerdict) {
  return {
    row,
    values: planned,
    problems: problems.map(({ expected, ...problem }) => ({ ...problem, text: expected })),
  };
}

async function readRequest(
  query: LotQuery,
  request: Request,
): Promise<{ order: LotOrder; written: WrittenLot }> {
  if (request.is(['application/json'])) {
    const { rows, ...order } = checked(lotBodySchema, request.body);
    const written = rows.map((cells, index) => ({
      row: index + 1,
      cells: Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell?.trim() ?? ''])),
      headings: {},
    }));
    return { order, written: { rows: written, ignored: [] } };
  }
  return { order: checked(lotOrderSchema, query), written: readLotCsv(await bytesOf(request)) };
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const findings = findingsOf(result.error, value);
  const fields = findings.map(({ field }) => field).join(', ');
  throw new InputError({ fr: `À corriger : ${fields}.`, en: `To correct: ${fields}.` }, findings);
}

/** The raw bytes of the body, to detect the encoding. */
async function bytesOf(request: Request): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) return request.body;
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > MOST_BYTES) throw new PayloadTooLargeException();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
