import { Body, Controller, Delete, Get, HttpCode, Put, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentAccount, Roles } from './access.js';
import { type OwnPinBody, ownPinSchema, pinStateSchema } from './account.schema.js';
import type { KnownAccount } from './actor.js';
import { Pins } from './pins.js';
import { tellWhen } from './retry-after.js';
import { addressOf } from './session-cookie.js';

@ApiTags('session')
@Controller('api/session/pin')
@Roles('technician')
export class PinController {
  constructor(private readonly pins: Pins) {}

  @Get()
  @ApiOperation({ summary: 'Whether the current account has a PIN to sign with' })
  @ApiOkResponse({ standardSchema: pinStateSchema })
  async read(@CurrentAccount() { id }: KnownAccount) {
    return { set: await this.pins.has(id) };
  }

  @Put()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Choose your own PIN, with your password; it signs what you did, and does not log in',
  })
  @ApiNoContentResponse()
  async set(
    @CurrentAccount() { id }: KnownAccount,
    @Body({ schema: ownPinSchema }) body: OwnPinBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.pins.set(id, body, addressOf(request)).catch((error: unknown) => tellWhen(error, response));
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Take your own PIN away' })
  @ApiNoContentResponse()
  async remove(@CurrentAccount() { id }: KnownAccount, @Req() request: Request): Promise<void> {
    await this.pins.remove(id, addressOf(request));
  }
}
