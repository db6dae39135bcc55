import { Controller, Get, Param, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public, Roles } from '../../platform/account/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { storedPayloadSchema, type UploadQuery, uploadQuerySchema } from './master.schema.js';
import { storeUpload } from './payload-upload.js';
import { Payloads } from './payloads.js';

@ApiTags('masters')
@Controller()
export class PayloadController {
  constructor(private readonly payloads: Payloads) {}

  /** Public and over plain HTTP: PCs fetch payloads before they have a credential and check the digest. */
  @Get('payloads/:sha256')
  @Public()
  @ApiOperation({ summary: 'A payload, whole or a byte range of it (RFC 9110 §14)' })
  @ApiHeader({ name: 'Range', required: false, description: 'bytes=0-1023' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'The bytes; 206 for a range' })
  @ApiNotFoundResponse({ description: 'No such payload' })
  async read(@Param('sha256') sha256: string, @Res() response: Response): Promise<void> {
    if (!(await this.payloads.has(sha256))) {
      throw new NotFoundError({ fr: 'aucune charge utile de ce nom', en: 'no payload of this name' });
    }
    response.sendFile(this.payloads.path(sha256).slice(this.payloads.folder.length + 1), {
      root: this.payloads.folder,
      etag: false,
      lastModified: false,
      cacheControl: false,
      headers: {
        'Content-Type': 'application/octet-stream',
        'Cache-Control': 'public, max-age=31536000, immutable',
        ETag: `"${sha256}"`,
      },
    });
  }

  @Put('api/payloads')
  @Roles('technician')
  @ApiOperation({ summary: 'Uploads a payload as a plain body; it is stored under its digest' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ standardSchema: storedPayloadSchema })
  async upload(
    @Query({ schema: uploadQuerySchema }) query: UploadQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await storeUpload(this.payloads, request, response, query);
  }
}
