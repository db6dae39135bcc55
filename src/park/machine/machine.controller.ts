import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Roles } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { Channels } from './channels.service.js';
import { pinFingerprint } from './host-key.js';
import { MachineSessions } from './machine-sessions.service.js';
import {
  anomalySchema,
  machineDetailSchema,
  machinePageSchema,
  type MachineQuery,
  machineQuerySchema,
} from './machine.schema.js';
import { Machines } from './machines.service.js';
import { Notices } from './notices.service.js';

@ApiTags('machines')
@Controller('api/machines')
export class MachineController {
  constructor(
    private readonly machines: Machines,
    private readonly notices: Notices,
    private readonly channels: Channels,
    private readonly sessions: MachineSessions,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The machines, last seen first, without their inventories' })
  @ApiOkResponse({ standardSchema: machinePageSchema })
  list(@Query({ schema: machineQuerySchema }) query: MachineQuery) {
    return this.machines.list(query);
  }

  @Get('anomalies')
  @Roles('viewer')
  @ApiOperation({
    summary: 'Anomalies: docks, shared UUIDs, replaced boards, PCs with too little memory to be installed',
  })
  @ApiOkResponse({ standardSchema: z.array(anomalySchema) })
  anomalies() {
    return this.notices.all();
  }

  @Get(':id')
  @Roles('viewer')
  @ApiOperation({ summary: 'One machine, with its inventory and its component changes' })
  @ApiOkResponse({ standardSchema: machineDetailSchema })
  @ApiNotFoundResponse({ description: 'No such machine' })
  async one(@Param('id', RecordIdPipe) id: string) {
    const machine = await this.machines.findById(id);
    const changes = await this.machines.changes(id);
    return {
      ...machine,
      changes: changes.map(({ at, changes }) => ({ at, changes })),
      environment: await this.environment(id),
    };
  }

  /** The SSH channel of the machine's environment, and the proof of its identity. */
  private async environment(id: string) {
    const channel = await this.channels.of(id, 'environment');
    if (channel === undefined) return null;
    const { address, proof } = channel;
    const contested = await this.sessions.isContested(id);
    return { address, hostKey: pinFingerprint(channel), proof: proof ?? null, contested };
  }
}
