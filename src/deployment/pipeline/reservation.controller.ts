import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentAccount, Roles, type KnownAccount } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { Reservations } from '../recette/index.js';
import { Acceptance } from './acceptance.js';
import { acceptanceSchema, reservationSchema } from './deployment.schema.js';
import { Deployments } from './deployments.service.js';

@ApiTags('deployments')
@Controller('api/deployments/:id/reservations')
export class ReservationController {
  constructor(
    private readonly deployments: Deployments,
    private readonly reservations: Reservations,
    private readonly acceptance: Acceptance,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The reservations that the profile wants accepted by account, accepted or not' })
  @ApiOkResponse({ standardSchema: z.array(reservationSchema) })
  async list(@Param('id', RecordIdPipe) id: string) {
    await this.deployments.get(id);
    return this.reservations.results(id);
  }

  @Post(':check')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Accept one of them, under your name: it stands on the certificate' })
  @ApiNoContentResponse()
  async accept(
    @Param('id', RecordIdPipe) id: string,
    @Param('check') check: string,
    @Body({ schema: acceptanceSchema }) _: z.output<typeof acceptanceSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    await this.acceptance.accept(id, check, account);
  }
}
