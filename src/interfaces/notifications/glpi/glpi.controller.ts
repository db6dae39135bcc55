import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { attachSchema, queuedSchema } from '../notification.schema.js';
import { GlpiDeliveries } from './glpi-deliveries.js';

@ApiTags('notifications')
@Controller('api')
@Roles('technician')
export class GlpiController {
  constructor(private readonly glpi: GlpiDeliveries) {}

  @Post('machines/:id/glpi')
  @HttpCode(202)
  @ApiOperation({ summary: 'Queue the inventory of a machine for GLPI, in its native format' })
  @ApiAcceptedResponse({ standardSchema: queuedSchema })
  @ApiNotFoundResponse({ description: 'No such machine' })
  @ApiConflictResponse({ description: 'The machine has no inventory' })
  async push(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    return { delivery: await this.glpi.push(id, actorOf(account)) };
  }

  @Post('deployments/:id/glpi')
  @HttpCode(202)
  @ApiOperation({ summary: 'Queue the certificate of a deployment for GLPI: its computer, or a ticket' })
  @ApiAcceptedResponse({ standardSchema: queuedSchema })
  @ApiConflictResponse({ description: 'The deployment has no certificate' })
  async attach(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: attachSchema }) { ticket }: z.output<typeof attachSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    return { delivery: await this.glpi.attach(id, ticket, actorOf(account)) };
  }
}
