import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Audit, actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import {
  type MasterManifest,
  masterManifestSchema,
  masterPageSchema,
  type MasterQuery,
  masterQuerySchema,
  masterSchema,
  verificationSchema,
} from './master.schema.js';
import { Masters } from './masters.service.js';

@ApiTags('masters')
@Controller('api/masters')
export class MasterController {
  constructor(
    private readonly masters: Masters,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'Every version of every master, the newest first' })
  @ApiOkResponse({ standardSchema: masterPageSchema })
  list(@Query({ schema: masterQuerySchema }) query: MasterQuery) {
    return this.masters.list(query);
  }

  @Get(':id')
  @Roles('viewer')
  @ApiOperation({ summary: 'One version of a master' })
  @ApiOkResponse({ standardSchema: masterSchema })
  @ApiNotFoundResponse({ description: 'No such master' })
  one(@Param('id', RecordIdPipe) id: string) {
    return this.masters.findById(id);
  }

  @Post()
  @Roles('administrator')
  @ApiOperation({
    summary: 'Registers a master; its payload (and, for a disk, its index) must be uploaded first',
  })
  @ApiCreatedResponse({ standardSchema: masterSchema })
  @ApiConflictResponse({ description: 'This name and version exist with another payload' })
  async import(
    @Body({ schema: masterManifestSchema }) manifest: MasterManifest,
    @CurrentAccount() account: KnownAccount,
  ) {
    const master = await this.masters.import(manifest);
    await this.audit.record({
      actor: actorOf(account),
      action: 'master.import',
      subject: { kind: 'master', id: master.id },
      data: { name: master.name, version: master.version, sha256: master.payload.sha256 },
    });
    return master;
  }

  @Post(':id/verify')
  @Roles('technician')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reads every byte of a master again and compares the digests' })
  @ApiOkResponse({ standardSchema: verificationSchema })
  @ApiNotFoundResponse({ description: 'No such master' })
  async verify(@Param('id', RecordIdPipe) id: string) {
    const { name, version } = await this.masters.findById(id);
    return this.masters.verify(name, version);
  }
}
