import { Controller, Get, Headers, HttpCode, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Machine } from '../../platform/account/index.js';
import { CAPTURE_TICKET, Deployments } from '../pipeline/index.js';
import {
  PartialPayloads,
  Payloads,
  storedPayloadSchema,
  storeUpload,
  type UploadQuery,
  uploadQuerySchema,
} from '../../park/master/index.js';
import { TicketError, Tickets } from '../../platform/vault/index.js';
import { capturePartSchema, heldSchema, type CapturePart } from './capture-part.schema.js';
import { bearerToken } from './bearer.js';
import { plainAddress } from './plain-address.js';
import { TicketGate } from './ticket-gate.js';

/** Receives captured disks from the environment. */
@ApiTags('phone-home')
@Machine()
@Controller('phone-home')
export class CaptureUploadController {
  constructor(
    private readonly gate: TicketGate,
    private readonly tickets: Tickets,
    private readonly deployments: Deployments,
    private readonly payloads: Payloads,
    private readonly parts: PartialPayloads,
  ) {}

  @Put('payloads')
  @ApiOperation({ summary: 'Uploads a capture; the bearer token is a capture ticket' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ standardSchema: storedPayloadSchema })
  @ApiForbiddenResponse({ description: 'Ticket forged, expired, or of a PC that is not being captured' })
  async upload(
    @Headers('authorization') authorization: string | undefined,
    @Query({ schema: uploadQuerySchema }) query: UploadQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.admitted(authorization, request);
    await storeUpload(this.payloads, request, response, query);
  }

  @Get('payloads/part')
  @ApiOperation({ summary: 'The length received of the capture of this PC, and its digest' })
  @ApiOkResponse({ standardSchema: heldSchema })
  async held(@Headers('authorization') authorization: string | undefined, @Req() request: Request) {
    return this.parts.held(await this.admitted(authorization, request));
  }

  @Put('payloads/part')
  @HttpCode(200)
  @ApiOperation({ summary: 'Uploads a part of a capture; the last one gives the digest' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: heldSchema.partial() })
  async part(
    @Headers('authorization') authorization: string | undefined,
    @Query({ schema: capturePartSchema }) { offset, sha256 }: CapturePart,
    @Req() request: Request,
  ) {
    const machineId = await this.admitted(authorization, request);
    if (sha256 !== undefined) return this.parts.finish(machineId, { sha256, bytes: offset });
    return { bytes: await this.parts.write(machineId, offset, request) };
  }

  /** The machine of the capture ticket. */
  private async admitted(authorization: string | undefined, request: Request): Promise<string> {
    const address = plainAddress(request.socket.remoteAddress);
    return this.gate.pass(bearerToken(authorization), { address, subject: address }, (ticket) =>
      this.admit(ticket),
    );
  }

  /** A ticket is valid for longer than a cancelled or failed capture, so the state is checked. */
  private async admit(ticket: string): Promise<string> {
    const { subject } = this.tickets.read(ticket, CAPTURE_TICKET);
    const deployment = await this.deployments.activeOf(subject);
    if (deployment?.purpose !== 'capture' || deployment.state !== 'running') throw new TicketError('expired');
    return subject;
  }
}
