import type { IncomingMessage } from 'node:http';
import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentAccount, Roles, type KnownAccount } from '../../../platform/account/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { CheckPhotos, PICTURE_TYPES, Signatures, type Picture } from '../../recette/index.js';
import { Deployments } from '../deployments.service.js';
import { addedPhotoSchema, photoSchema } from './by-hand.schema.js';
import { CheckEvidence } from './check-evidence.js';

const BINARY = { type: 'string', format: 'binary' } as const;

@ApiTags('deployments')
@Controller('api/deployments/:id')
export class PhotoController {
  constructor(
    private readonly deployments: Deployments,
    private readonly photos: CheckPhotos,
    private readonly signatures: Signatures,
    private readonly evidence: CheckEvidence,
  ) {}

  @Get('photos')
  @Roles('viewer')
  @ApiOperation({ summary: 'The photos of the manual checks, in the order of the checks' })
  @ApiOkResponse({ standardSchema: z.array(photoSchema) })
  async list(@Param('id', RecordIdPipe) id: string) {
    await this.deployments.get(id);
    return this.photos.ofDeployment(id);
  }

  @Get('photos/:digest')
  @Roles('viewer')
  @ApiOperation({ summary: 'A photo' })
  @ApiProduces(...PICTURE_TYPES)
  @ApiOkResponse({ schema: BINARY })
  async read(
    @Param('id', RecordIdPipe) id: string,
    @Param('digest') digest: string,
    @Res() response: Response,
  ): Promise<void> {
    sendPicture(response, await this.photos.ofDigest(id, digest));
  }

  @Get('drawings/:digest')
  @Roles('viewer')
  @ApiOperation({ summary: 'A drawn signature' })
  @ApiProduces('image/png')
  @ApiOkResponse({ schema: BINARY })
  async drawing(
    @Param('id', RecordIdPipe) id: string,
    @Param('digest') digest: string,
    @Res() response: Response,
  ): Promise<void> {
    sendPicture(response, await this.signatures.drawingOf(id, digest));
  }

  @Post('manual-checks/:check/photos')
  @Roles('technician')
  @ApiOperation({
    summary: 'Add a photo to a check: JPEG, PNG or WebP of at most 10 MB',
    description: 'Place, device and everything else that is not the picture is left out.',
  })
  @ApiConsumes(...PICTURE_TYPES)
  @ApiBody({ schema: BINARY })
  @ApiCreatedResponse({ standardSchema: addedPhotoSchema })
  async add(
    @Param('id', RecordIdPipe) deploymentId: string,
    @Param('check') checkId: string,
    @CurrentAccount() account: KnownAccount,
    @Req() request: IncomingMessage & { body?: unknown },
  ) {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return { digest: await this.evidence.add({ deploymentId, checkId }, bytes, account) };
  }

  @Delete('manual-checks/:check/photos/:digest')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a photo away again, until the certificate' })
  @ApiNoContentResponse()
  async remove(
    @Param('id', RecordIdPipe) deploymentId: string,
    @Param('check') checkId: string,
    @Param('digest') digest: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.evidence.remove({ deploymentId, checkId }, digest, account);
  }
}

/** With the type that its bytes had when it was kept: nothing that somebody uploaded runs in a browser. */
function sendPicture(response: Response, { mediaType, bytes }: Picture): void {
  response
    .setHeader('Content-Type', mediaType)
    .setHeader('X-Content-Type-Options', 'nosniff')
    .setHeader('Content-Disposition', 'inline')
    .setHeader('Cache-Control', 'private, max-age=3600')
    .end(bytes);
}
