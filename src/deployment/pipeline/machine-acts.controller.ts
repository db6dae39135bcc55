import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentAccount, Roles, actorOf, type KnownAccount } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { shownSchema } from './deployment.schema.js';
import { Identification } from './identification.js';
import { LocalBoots } from './local-boots.js';

/** What a technician does with one PC, beside its deployment. */
@ApiTags('machines')
@Controller('api')
export class MachineActsController {
  constructor(
    private readonly localBoots: LocalBoots,
    private readonly identification: Identification,
  ) {}

  @Post('deployments/:id/local-boot')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sends the network boots of its PC to the PC’s own disk; the deployment stays as it is',
  })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'The deployment is not armed or under way' })
  async bootLocally(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.localBoots.set(id, true, actorOf(account));
  }

  @Delete('deployments/:id/local-boot')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes that back: network boots of its PC lead to its deployment again' })
  @ApiNoContentResponse()
  async bootFromNetwork(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.localBoots.set(id, false, actorOf(account));
  }

  @Post('machines/:id/identify')
  @Roles('technician')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'The PC shows its number on its screen and blinks for a minute; only while it is in the environment',
  })
  @ApiOkResponse({ standardSchema: shownSchema })
  @ApiConflictResponse({ description: 'The PC is not in the environment' })
  identify(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    return this.identification.begin(id, actorOf(account));
  }

  @Delete('machines/:id/identify')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends that before its time' })
  @ApiNoContentResponse()
  async endIdentify(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.identification.end(id, actorOf(account));
  }
}
