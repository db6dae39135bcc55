import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentAccount, Roles, type KnownAccount } from '../../platform/account/index.js';
import { release } from '../../platform/config/index.js';
import { Backups } from './backups.js';
import { installationSchema } from './installation.schema.js';
import { Installation } from './installation.service.js';

@ApiTags('installation')
@Controller('api/installation')
@Roles('administrator')
export class InstallationController {
  constructor(
    private readonly installation: Installation,
    private readonly backups: Backups,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The environment of the PCs, what fills the disk, the queues, the backups' })
  @ApiOkResponse({ standardSchema: installationSchema })
  read() {
    return this.installation.state();
  }

  @Post('backup')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Begin a backup into the data directory, without payloads',
    description:
      'The last three are kept. `backups` of the installation says when it is whole, or why it failed.',
  })
  @ApiAcceptedResponse()
  async backup(@CurrentAccount() account: KnownAccount): Promise<void> {
    await this.backups.begin(actorOf(account), release());
  }
}
