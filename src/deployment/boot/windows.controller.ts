import { Body, Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Machine, MachineSession } from '../../platform/account/index.js';
import {
  type Enrolment,
  type NextOfWindows,
  type WindowsReport,
  windowsReportSchema,
  type WindowsSeal,
  windowsSealSchema,
} from '../pipeline/index.js';
import { bearerToken } from './bearer.js';
import { plainAddress } from './plain-address.js';
import { WindowsFirstBoots } from './windows-first-boots.service.js';
import {
  type EnrolOrder,
  enrolmentSchema,
  enrolSchema,
  nextSchema,
  type OpenOrder,
  openSchema,
  redeemedSchema,
  type RedeemOrder,
  redeemSchema,
  type Reported,
  reportedSchema,
} from './windows.schema.js';
import { WindowsSessions } from './windows-sessions.js';

/** The phone-home API of installed Windows, authenticated by a one-time ticket, then by the token that it redeems. */
@ApiTags('phone-home')
@Machine()
@Controller('phone-home/windows')
export class WindowsController {
  constructor(
    private readonly sessions: WindowsSessions,
    private readonly firstBoots: WindowsFirstBoots,
  ) {}

  @Post('redeem')
  @HttpCode(200)
  @ApiOperation({ summary: 'An installed Windows exchanges its ticket for its answer file and a token' })
  @ApiOkResponse({ standardSchema: redeemedSchema })
  @ApiForbiddenResponse({
    description: 'Ticket forged, expired, of another PC or deployment, redeemed before, or PC not confirmed',
  })
  redeem(
    @Headers('authorization') authorization: string | undefined,
    @Body({ schema: redeemSchema }) body: RedeemOrder,
    @Req() request: Request,
  ) {
    return this.firstBoots.redeem(
      bearerToken(authorization),
      body,
      plainAddress(request.socket.remoteAddress),
    );
  }

  @Post('acknowledge')
  @MachineSession()
  @HttpCode(204)
  @ApiOperation({ summary: 'The answer file is on the disk: its ticket redeems nothing more' })
  @ApiNoContentResponse()
  acknowledge(@Req() request: Request): Promise<void> {
    return this.firstBoots.acknowledge(this.sessions.of(request));
  }

  @Post('report')
  @MachineSession()
  @HttpCode(200)
  @ApiOperation({ summary: 'The first report of an installed Windows; the first one counts' })
  @ApiOkResponse({ standardSchema: reportedSchema })
  @ApiForbiddenResponse({ description: 'Of another PC, or after the end of the deployment' })
  @ApiConflictResponse({ description: 'The deployment has failed and was not retried yet' })
  report(
    @Body({ schema: windowsReportSchema }) body: WindowsReport,
    @Req() request: Request,
  ): Promise<Reported> {
    const address = plainAddress(request.socket.remoteAddress);
    return this.firstBoots.report(this.sessions.of(request), body, address);
  }

  @Post('enrol')
  @MachineSession()
  @HttpCode(200)
  @ApiOperation({ summary: 'A certificate and an account, with which Établi logs on to this Windows' })
  @ApiOkResponse({ standardSchema: enrolmentSchema })
  @ApiForbiddenResponse({ description: 'Of another PC, or after the end of the deployment' })
  @ApiConflictResponse({ description: 'Not asked, before its report, or the deployment was not retried yet' })
  @ApiTooManyRequestsResponse({ description: 'Too many certificates of this deployment' })
  enrol(@Body({ schema: enrolSchema }) body: EnrolOrder, @Req() request: Request): Promise<Enrolment> {
    const address = plainAddress(request.socket.remoteAddress);
    const reached = plainAddress(request.socket.localAddress);
    return this.firstBoots.enrol(this.sessions.of(request), body, { address, reached });
  }

  @Post('open')
  @MachineSession()
  @HttpCode(204)
  @ApiOperation({ summary: 'This Windows can be logged on to, or why not; repeated after each restart' })
  @ApiNoContentResponse()
  @ApiForbiddenResponse({ description: 'Of another PC, or after the end of the deployment' })
  @ApiConflictResponse({ description: 'Before it has enrolled, or the deployment was not retried yet' })
  open(@Body({ schema: openSchema }) body: OpenOrder, @Req() request: Request): Promise<void> {
    const address = plainAddress(request.socket.remoteAddress);
    return this.firstBoots.open(this.sessions.of(request), body, address);
  }

  @Post('next')
  @MachineSession()
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether this Windows stays open, or takes everything of Établi away' })
  @ApiOkResponse({ standardSchema: nextSchema })
  next(@Req() request: Request): Promise<{ next: NextOfWindows }> {
    return this.firstBoots.next(this.sessions.of(request));
  }

  @Post('sealed')
  @MachineSession()
  @HttpCode(200)
  @ApiOperation({ summary: 'Nothing of Établi is left on an installed Windows; the token ends' })
  @ApiOkResponse({ description: 'Received' })
  @ApiForbiddenResponse({ description: 'Of another PC, or after the end of the deployment' })
  @ApiConflictResponse({ description: 'Before its report, or the deployment was not retried yet' })
  sealed(@Body({ schema: windowsSealSchema }) body: WindowsSeal, @Req() request: Request): Promise<void> {
    const address = plainAddress(request.socket.remoteAddress);
    return this.firstBoots.sealed(this.sessions.of(request), body, address);
  }
}
