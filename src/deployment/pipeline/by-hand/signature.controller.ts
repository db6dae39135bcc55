import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  addressOf,
  CurrentAccount,
  Roles,
  tellWhen,
  type KnownAccount,
} from '../../../platform/account/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Signatures } from '../../recette/index.js';
import { Deployments } from '../deployments.service.js';
import { type SignatureOrder, signatureOrderSchema, signaturesSchema } from './by-hand.schema.js';
import { Signing, type SigningPlace } from './signing.js';

@ApiTags('deployments')
@Controller('api/deployments/:id/signatures')
export class SignatureController {
  constructor(
    private readonly deployments: Deployments,
    private readonly signatures: Signatures,
    private readonly signing: Signing,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The signatures under the answers as they are now; a corrected answer has none' })
  @ApiOkResponse({ standardSchema: signaturesSchema })
  async list(@Param('id', RecordIdPipe) id: string) {
    await this.deployments.get(id);
    return { answers: await this.signatures.digest(id), signatures: await this.signatures.ofDeployment(id) };
  }

  @Post()
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sign a finished acceptance: a technician by PIN, a customer by a drawn signature',
  })
  @ApiNoContentResponse()
  async sign(
    @Param('id', RecordIdPipe) deploymentId: string,
    @Body({ schema: signatureOrderSchema }) order: SignatureOrder,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const place: SigningPlace = {
      deploymentId,
      account,
      address: addressOf(request),
      seen: order.answers,
      drawing: order.drawing === undefined ? undefined : Buffer.from(order.drawing, 'base64'),
    };
    const signed =
      order.role === 'technician'
        ? this.signing.byTechnician(place, { name: order.account, pin: order.pin })
        : this.signing.byCustomer(place, order.name);
    await signed.catch((error: unknown) => tellWhen(error, response));
  }
}
