import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ForbiddenError, isSentFromHere, Public } from '../../platform/account/index.js';
import { BootSockets } from './boot-sockets.js';

/** Receives reports of the boot service of this machine, when that is a separate service. */
@ApiTags('boot')
@Public()
@Controller('boot')
export class FirmwareController {
  constructor(private readonly sockets: BootSockets) {}

  @Post('firmware/:address')
  @HttpCode(204)
  @ApiOperation({ summary: 'Reports that a PC starts; accepted from the boot service of this machine only' })
  @ApiNoContentResponse()
  started(@Param('address') address: string, @Req() request: Request): void {
    const { socket } = request;
    // A server that listens on one address only gets local requests from that address.
    if (!isSentFromHere(request) && socket.remoteAddress !== socket.localAddress) throw notFromHere();
    this.sockets.reset(address);
  }
}

function notFromHere(): ForbiddenError {
  return new ForbiddenError({
    fr: 'réservé au service de démarrage de cette machine',
    en: 'only the boot service of this machine may do this',
  });
}
