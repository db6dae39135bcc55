import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  actorOf,
  Audit,
  CurrentAccount,
  Public,
  Roles,
  type KnownAccount,
} from '../../../platform/account/index.js';
import { refuseOthers } from '../from-here.js';
import {
  bootServiceSchema,
  measuredSchema,
  type BootServiceDescription,
  type Measured,
} from './measured.schema.js';
import { bootOrderSchema, bootServiceStateSchema, networkTestSchema } from './network-test.schema.js';
import { NetworkTests } from './network-tests.js';

/** What the boot service of this machine asks and reports. */
@ApiTags('boot')
@Public()
@Controller('boot/service')
export class BootServiceController {
  constructor(private readonly tests: NetworkTests) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Asks for work; accepted from the boot service of this machine only, 204 for none',
  })
  @ApiOkResponse({ standardSchema: bootOrderSchema })
  @ApiNoContentResponse()
  async next(
    @Body({ schema: bootServiceSchema }) service: BootServiceDescription,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    refuseOthers(request);
    const test = await this.tests.next(service);
    if (test === undefined) response.status(204).end();
    else response.status(200).json({ test });
  }

  @Post('tests/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Reports what a test measured; from the boot service of this machine only' })
  @ApiNoContentResponse()
  report(
    @Param('id') id: string,
    @Body({ schema: measuredSchema }) measured: Measured,
    @Req() request: Request,
  ): void {
    refuseOthers(request);
    this.tests.report(id, measured);
  }
}

@ApiTags('boot')
@Controller('api/boot-service')
@Roles('administrator')
export class NetworkTestController {
  constructor(
    private readonly tests: NetworkTests,
    private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether the boot service runs, and what the last test of its network found' })
  @ApiOkResponse({ standardSchema: bootServiceStateSchema })
  state() {
    return this.tests.state();
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Test the deployment network for the usual faults; takes some seconds',
    description:
      'The boot service asks for an address as a PC would, and measures what answers. Nothing is changed.',
  })
  @ApiOkResponse({ standardSchema: networkTestSchema })
  async test(@CurrentAccount() account: KnownAccount) {
    const subject = { kind: 'boot-service', id: 'network' };
    await this.audit.record({ actor: actorOf(account), action: 'boot.test-network', subject });
    return this.tests.run();
  }
}
