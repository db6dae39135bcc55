import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Roles } from '../../platform/account/index.js';
import { ConflictError } from '../../platform/core/index.js';
import { TABLES, type Column, type Export } from './export-table.js';
import { exportFileSchema, exportQuerySchema } from './export.schema.js';
import { ExportStore } from './export.store.js';
import { csvOf, MOST_WORKBOOK_ROWS, workbookOf } from './spreadsheet.js';

const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Tables for spreadsheets. */
@ApiTags('exports')
@Controller('api/exports')
@Roles('viewer')
export class ExportController {
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
  ): Promise<StreamableFile> {
    const [what, format] = file.split('.') as [Export, 'csv' | 'xlsx'];
    const columns = TABLES[what] as Column<never>[];
    const rows = this.store.rows(what, lot);
    const disposition = `attachment; filename="${file}"`;
    if (format === 'csv')
      return new StreamableFile(Readable.from(csvOf(columns, rows, language)), { type: CSV, disposition });
    const workbook = await workbookOf(columns, rows, { language, sheet: what });
    if (workbook === undefined) throw tooMany(what);
    return new StreamableFile(workbook, { type: XLSX, disposition, length: workbook.length });
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
