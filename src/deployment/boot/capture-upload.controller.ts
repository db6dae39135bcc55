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

/** Where the environment sends the disk that it captures. */
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
  @ApiOperation({ summary: 'Uploads what the environment captures; the bearer is a capture ticket' })
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
  @ApiOperation({ summary: 'How much of its capture has come from this PC, and the digest of that' })
  @ApiOkResponse({ standardSchema: heldSchema })
  async held(@Headers('authorization') authorization: string | undefined, @Req() request: Request) {
    return this.parts.held(await this.admitted(authorization, request));
  }

  @Put('payloads/part')
  @HttpCode(200)
  @ApiOperation({ summary: 'Uploads a part of what the environment captures; the last one names the digest' })
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

  /** The machine whose capture ticket it is. */
  private async admitted(authorization: string | undefined, request: Request): Promise<string> {
    const address = plainAddress(request.socket.remoteAddress);
    return this.gate.pass(bearerToken(authorization), { address, subject: address }, (ticket) =>
      this.admit(ticket),
    );
  }

  /** A ticket outlives a capture that was cancelled or failed: the server's disk is not open for as long. */
  private async admit(ticket: string): Promise<string> {
    const { subject } = this.tickets.read(ticket, CAPTURE_TICKET);
    const deployment = await this.deployments.activeOf(subject);
    if (deployment?.purpose !== 'capture' || deployment.state !== 'running') throw new TicketError('expired');
    return subject;
  }
}
