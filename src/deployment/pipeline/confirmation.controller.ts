import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentAccount, Roles, actorOf, type KnownAccount } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { confirmationSchema } from './confirmation.schema.js';
import { Confirmations } from './confirmations.js';

@ApiTags('machines')
@Controller('api/machines/:id/confirm')
export class ConfirmationController {
  constructor(private readonly confirmations: Confirmations) {}

  @Post()
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirms that a PC is this machine, by the six digits on its screen' })
  @ApiNoContentResponse()
  @ApiUnprocessableEntityResponse({ description: 'The code is wrong' })
  @ApiConflictResponse({
    description: 'Nothing to confirm, the code has expired, or two PCs claim the machine',
  })
  async confirm(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: confirmationSchema }) { code }: z.output<typeof confirmationSchema>,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.confirmations.confirm(id, code, actorOf(account));
  }
}
