import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ForbiddenError, isSentFromHere, Public } from '../../platform/account/index.js';
import { BootSockets } from './boot-sockets.js';

/** What the boot service of this machine tells, when it is a service of its own and no child of `etabli up`. */
@ApiTags('boot')
@Public()
@Controller('boot')
export class FirmwareController {
  constructor(private readonly sockets: BootSockets) {}

  @Post('firmware/:address')
  @HttpCode(204)
  @ApiOperation({ summary: 'The boot service of this machine says that a PC starts; refused from elsewhere' })
  @ApiNoContentResponse()
  started(@Param('address') address: string, @Req() request: Request): void {
    const { socket } = request;
    // A server that listens on one address only is reached there, from that same address.
    if (!isSentFromHere(request) && socket.remoteAddress !== socket.localAddress) throw notFromHere();
    this.sockets.reset(address);
  }
}

function notFromHere(): ForbiddenError {
  return new ForbiddenError({
    fr: 'seul le service de démarrage de cette machine le dit',
    en: 'only the boot service of this machine says so',
  });
}
