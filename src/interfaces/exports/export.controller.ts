import { Readable } from 'node:stream';
import { Controller, Get, type OnModuleDestroy, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { ConflictError } from '../../platform/core/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { TABLES, type Column, type Export } from './export-table.js';
import { exportFileSchema, exportQuerySchema } from './export.schema.js';
import { ExportStore } from './export.store.js';
import { csvOf, MOST_WORKBOOK_ROWS, workbookOf } from './spreadsheet.js';

const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 50,000 rows take some ten seconds on a slow machine. */
const LIMITS = { threads: 1, waiting: 8, ofOneOwner: 2, runMs: 120_000 };

/** Tables for spreadsheets. */
@ApiTags('exports')
@Controller('api/exports')
@Roles('viewer')
export class ExportController implements OnModuleDestroy {
  private readonly threads = new DocumentThreads(LIMITS);

  constructor(private readonly store: ExportStore) {}

  @Get(':file')
  @ApiOperation({
    summary: 'Machines, lots, deployments or checks as a table for spreadsheets; a CSV is sent as it is read',
  })
  @ApiProduces('text/csv', XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(
    @Param('file', { schema: exportFileSchema }) file: string,
    @Query({ schema: exportQuerySchema }) { language, lot }: z.output<typeof exportQuerySchema>,
    @CurrentAccount() account: KnownAccount,
  ): Promise<StreamableFile> {
    const [what, format] = file.split('.') as [Export, 'csv' | 'xlsx'];
    const columns = TABLES[what] as Column<never>[];
    const rows = this.store.rows(what, lot);
    const disposition = `attachment; filename="${file}"`;
    if (format === 'csv')
      return new StreamableFile(Readable.from(csvOf(columns, rows, language)), { type: CSV, disposition });
    const threads = this.threads.of(account.name);
    const workbook = await workbookOf(columns, rows, { language, sheet: what, threads });
    if (workbook === undefined) throw tooMany(what);
    return new StreamableFile(workbook, { type: XLSX, disposition, length: workbook.length });
  }

  onModuleDestroy(): Promise<void> {
    return this.threads.close();
  }
}

function tooMany(what: Export): ConflictError {
  return new ConflictError(
    {
      fr: `un classeur contient ${MOST_WORKBOOK_ROWS} lignes au plus`,
      en: `a workbook holds ${MOST_WORKBOOK_ROWS} rows at most`,
    },
    {
      remedy: {
        fr: `Demandez ${what}.csv, ou un seul lot.`,
        en: `Ask for ${what}.csv, or for one lot.`,
      },
    },
  );
}
