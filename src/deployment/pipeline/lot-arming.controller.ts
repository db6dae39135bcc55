import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentAccount, Roles, actorOf, type KnownAccount } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { armSchema, erasuresSchema } from './deployment.schema.js';
import { LotActs } from './lot-acts.js';
import { LotArming } from './lot-arming.js';
import { LotPausing } from './lot-pausing.js';
import { actVerdictsSchema } from './lot/lot.schema.js';

@ApiTags('lots')
@Controller('api/lots')
export class LotArmingController {
  constructor(
    private readonly arming: LotArming,
    private readonly acts: LotActs,
    private readonly pausing: LotPausing,
  ) {}

  @Get(':id/arming')
  @Roles('viewer')
  @ApiOperation({ summary: 'What would be erased on each PC of the lot that is not armed yet' })
  @ApiOkResponse({ standardSchema: erasuresSchema })
  async preview(@Param('id', RecordIdPipe) id: string) {
    return this.arming.preview(id);
  }

  @Post(':id/arm')
  @Roles('technician')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Arms the planned deployments of a lot, all of them or none, and tells what will be erased',
  })
  @ApiOkResponse({ standardSchema: erasuresSchema })
  async arm(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: armSchema }) { deployments }: z.output<typeof armSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    return this.arming.arm(id, actorOf(account), deployments);
  }

  @Post(':id/disarm')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes back the arming of every deployment of the lot whose PC has not begun' })
  @ApiNoContentResponse()
  async disarm(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.arming.disarm(id, actorOf(account));
  }

  @Post(':id/cancel')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends every deployment of the lot that has not ended, wherever it is' })
  @ApiNoContentResponse()
  async cancel(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.arming.cancel(id, actorOf(account));
  }

  @Post(':id/pause')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Pauses a lot: steps that run come to their end, none begins' })
  @ApiNoContentResponse()
  async pause(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.pausing.pause(id, actorOf(account));
  }

  @Post(':id/resume')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends the pause of a lot: what was due begins' })
  @ApiNoContentResponse()
  async resume(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.pausing.resume(id, actorOf(account));
  }

  @Post(':id/retry-failed')
  @Roles('technician')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begins every failed deployment of the lot again, from its failed step' })
  @ApiOkResponse({ standardSchema: actVerdictsSchema })
  retryFailed(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    return this.acts.retryFailed(id, actorOf(account));
  }
}
