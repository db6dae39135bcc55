import { Body, Controller, Get, Headers, HttpCode, Post, Req } from '@nestjs/common';
import {
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Machine, MachineSession } from '../../platform/account/index.js';
import { bearerToken } from './bearer.js';
import { EnvironmentSessions } from './environment-sessions.js';
import { FirstBoots } from './first-boots.service.js';
import {
  type Hello,
  helloSchema,
  type InventoryReport,
  inventoryReportSchema,
  nextSchema,
  screenSchema,
  type SystemHello,
  systemSchema,
  welcomeSchema,
} from './phone-home.schema.js';
import { PhoneHome } from './phone-home.service.js';
import { plainAddress } from './plain-address.js';

/** The phone-home API of PCs over HTTPS, authenticated by a one-time ticket, then by a session. */
@ApiTags('phone-home')
@Machine()
@Controller('phone-home')
export class PhoneHomeController {
  constructor(
    private readonly sessions: EnvironmentSessions,
    private readonly phoneHome: PhoneHome,
    private readonly firstBoots: FirstBoots,
  ) {}

  @Post('hello')
  @HttpCode(200)
  @ApiOperation({ summary: 'A PC in the environment exchanges its ticket for a session' })
  @ApiOkResponse({ standardSchema: welcomeSchema })
  @ApiForbiddenResponse({ description: 'Ticket forged, expired, already used, or of another PC' })
  @ApiTooManyRequestsResponse({
    description: 'Too many unknown PCs from this address, or too many hellos of this machine',
  })
  hello(
    @Headers('authorization') authorization: string | undefined,
    @Body({ schema: helloSchema }) body: Hello,
    @Req() request: Request,
  ) {
    return this.phoneHome.hello(bearerToken(authorization), body, plainAddress(request.socket.remoteAddress));
  }

  @Post('inventory')
  @MachineSession()
  @HttpCode(200)
  @ApiOperation({ summary: 'The inventory of a PC in the environment; the answer is its next action' })
  @ApiOkResponse({ standardSchema: nextSchema })
  inventory(@Body({ schema: inventoryReportSchema }) body: InventoryReport, @Req() request: Request) {
    const address = plainAddress(request.socket.remoteAddress);
    return this.phoneHome.inventory(this.sessions.of(request), body, address);
  }

  @Get('screen')
  @MachineSession()
  @ApiOperation({ summary: "The content of the PC's own screen" })
  @ApiOkResponse({ standardSchema: screenSchema })
  screen(@Req() request: Request) {
    return this.phoneHome.screen(this.sessions.of(request), plainAddress(request.socket.localAddress));
  }

  @Post('system')
  @HttpCode(204)
  @ApiOperation({ summary: 'An installed system reports its first boot' })
  @ApiNoContentResponse()
  @ApiForbiddenResponse({ description: 'Ticket forged, expired or already used, or another host key' })
  async system(
    @Headers('authorization') authorization: string | undefined,
    @Body({ schema: systemSchema }) body: SystemHello,
    @Req() request: Request,
  ): Promise<void> {
    await this.firstBoots.hear(bearerToken(authorization), body, plainAddress(request.socket.remoteAddress));
  }
}
