import type { IncomingMessage } from 'node:http';
import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Public, Roles } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { CONFIG, RecordIdPipe } from '../../platform/database/index.js';
import {
  certificatePageSchema,
  certificateQuerySchema,
  certificateSummarySchema,
  languageQuerySchema,
  verificationSchema,
  type CertificateQuery,
  type LanguageQuery,
} from './certificate.schema.js';
import { Certificates } from './certificates.js';
import { download } from './download.js';
import { fileName } from './lot-export.js';
import { readUpload } from './upload.js';

const BINARY = { type: 'string', format: 'binary' } as const;

@ApiTags('certificates')
@Controller('api/certificates')
@Roles('viewer')
export class CertificateController {
  constructor(
    private readonly certificates: Certificates,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The certificates, the latest first' })
  @ApiOkResponse({ standardSchema: certificatePageSchema })
  async list(@Query({ schema: certificateQuerySchema }) { lot, ...pagination }: CertificateQuery) {
    return this.certificates.list(pagination, { lotId: lot });
  }

  @Get('public-key')
  @Public()
  @Header('Content-Type', 'application/x-pem-file')
  @ApiOperation({ summary: 'The Ed25519 public key with which anyone verifies a certificate offline, PEM' })
  @ApiProduces('application/x-pem-file')
  @ApiOkResponse({ schema: { type: 'string' } })
  publicKey(): string {
    return this.certificates.publicKeyPem();
  }

  @Post('verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Is this file, JSON or PDF, a certificate of this Établi, with no byte changed?' })
  @ApiConsumes('application/octet-stream', 'application/pdf')
  @ApiBody({ schema: BINARY })
  @ApiOkResponse({ standardSchema: verificationSchema })
  async verify(@Req() request: IncomingMessage) {
    return this.certificates.verify(await readUpload(request));
  }

  @Get(':id.json')
  @ApiOperation({ summary: 'The signed JSON (JWS, RFC 7515), byte for byte as issued' })
  @ApiProduces('application/jose+json')
  @ApiOkResponse({ schema: BINARY })
  async json(@Param('id', RecordIdPipe) id: string): Promise<StreamableFile> {
    const { number, hostname } = await this.certificates.find(id);
    const json = Buffer.from(await this.certificates.json(id), 'utf8');
    return download(json, 'application/jose+json', `${fileName(number, hostname)}.json`);
  }

  @Get(':id.pdf')
  @ApiOperation({ summary: 'The signed PDF, byte for byte as issued' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: BINARY })
  async pdf(
    @Param('id', RecordIdPipe) id: string,
    @Query({ schema: languageQuerySchema }) { language }: LanguageQuery,
  ): Promise<StreamableFile> {
    const { number, hostname } = await this.certificates.find(id);
    const pdf = await this.certificates.pdf(id, language ?? this.config.language);
    return download(pdf, 'application/pdf', `${fileName(number, hostname)}.pdf`);
  }

  @Get(':id')
  @ApiOperation({ summary: 'What a certificate is of, and the digests of its documents' })
  @ApiOkResponse({ standardSchema: certificateSummarySchema })
  async read(@Param('id', RecordIdPipe) id: string) {
    return this.certificates.find(id);
  }
}
