import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../../platform/account/index.js';
import {
  download,
  fileName,
  labelQuerySchema,
  type LabelQuery,
  languageQuerySchema,
  LotExport,
  lotPapersSchema,
  type LanguageQuery,
} from '../../certificate/index.js';
import type { Config } from '../../../platform/config/index.js';
import { CONFIG, RecordIdPipe } from '../../../platform/database/index.js';
import { LotArchive } from './lot-archive.js';
import { LotLabels } from './lot-labels.js';
import { LotPapers } from './lot-papers.js';

@ApiTags('certificates')
@Controller('api/certificates/lots/:lotId')
@Roles('viewer')
export class LotPapersController {
  constructor(
    private readonly papers: LotPapers,
    private readonly documents: LotExport,
    private readonly archive: LotArchive,
    @Inject(CONFIG) private readonly config: Config,
    private readonly labels: LotLabels,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The papers of a lot: a PDF and a JSON a certified PC, the summary and the report',
  })
  @ApiOkResponse({ standardSchema: lotPapersSchema })
  async lot(@Param('lotId', RecordIdPipe) lotId: string) {
    const { lot, rows } = await this.papers.of(lotId);
    const own = `/api/certificates/lots/${lotId}`;
    const files = rows.flatMap(({ certificateId, number = '', hostname }) =>
      certificateId === undefined
        ? []
        : ['json', 'pdf'].map((type) => ({
            name: `${fileName(number, hostname)}.${type}`,
            url: `/api/certificates/${certificateId}.${type}`,
          })),
    );
    files.push(
      { name: 'summary.csv', url: `${own}/summary.csv` },
      { name: 'report.pdf', url: `${own}/report.pdf` },
    );
    return { lot, files };
  }

  @Get('certificates.zip')
  @ApiOperation({ summary: 'The certificates of a lot, PDF and JSON, and its summary in one archive' })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async zip(
    @Param('lotId', RecordIdPipe) lotId: string,
    @Query({ schema: languageQuerySchema }) { language }: LanguageQuery,
  ): Promise<StreamableFile> {
    const { name, content } = await this.archive.of(lotId, language ?? this.config.language);
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(content, { type: 'application/zip', disposition });
  }

  @Get('summary.csv')
  @ApiOperation({ summary: 'Every PC of a lot, certified or not, as a table for Excel' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async summary(
    @Param('lotId', RecordIdPipe) lotId: string,
    @Query({ schema: languageQuerySchema }) { language }: LanguageQuery,
  ): Promise<StreamableFile> {
    const { rows } = await this.papers.of(lotId);
    const csv = Buffer.from(this.documents.summary(rows, language), 'utf8');
    return download(csv, 'text/csv; charset=utf-8', 'summary.csv');
  }

  @Get('report.pdf')
  @ApiOperation({ summary: 'The report of a lot: every PC of it, certified or not' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async report(
    @Param('lotId', RecordIdPipe) lotId: string,
    @Query({ schema: languageQuerySchema }) { language }: LanguageQuery,
  ): Promise<StreamableFile> {
    const papers = await this.papers.of(lotId);
    const acts = await this.papers.actsToday(papers);
    return download(
      await this.documents.report({ ...papers, acts }, language),
      'application/pdf',
      'report.pdf',
    );
  }

  @Get('labels.pdf')
  @ApiOperation({ summary: 'Labels with a QR code for the PCs of a lot, on sheets or for a label printer' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async labelsPdf(
    @Param('lotId', RecordIdPipe) lotId: string,
    @Query({ schema: labelQuerySchema }) { language, ...choice }: LabelQuery,
  ): Promise<StreamableFile> {
    return download(await this.labels.pdf(lotId, choice, language), 'application/pdf', 'labels.pdf');
  }
}
