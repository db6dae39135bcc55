import { Controller, Headers, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Machine } from '../account/index.js';
import { CAPTURE_TICKET, Deployments } from '../deployment/index.js';
import { Machines } from '../machine/index.js';
import {
  Payloads,
  storedPayloadSchema,
  storeUpload,
  type UploadQuery,
  uploadQuerySchema,
} from '../master/index.js';
import { TicketError, Tickets } from '../vault/index.js';
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
    private readonly machines: Machines,
    private readonly deployments: Deployments,
    private readonly payloads: Payloads,
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
    const address = plainAddress(request.socket.remoteAddress);
    await this.gate.pass(bearerToken(authorization), { address, subject: address }, (ticket) =>
      this.admit(ticket),
    );
    await storeUpload(this.payloads, request, response, query);
  }

  /** A ticket outlives a capture that was cancelled or failed: the server's disk is not open for as long. */
  private async admit(ticket: string): Promise<void> {
    const { subject } = this.tickets.read(ticket, CAPTURE_TICKET);
    const deployment = await this.deployments.claimFor(await this.machines.findById(subject));
    if (deployment?.purpose !== 'capture' || deployment.state !== 'running') throw new TicketError('expired');
  }
}
