import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../platform/account/index.js';
import { BootSockets } from './boot-sockets.js';
import { refuseOthers } from './from-here.js';

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
    refuseOthers(request);
    this.sockets.reset(address);
  }
}
