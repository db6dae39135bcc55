import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Roles } from '../account/index.js';
import { RecordIdPipe } from '../database/index.js';
import { anomalyText } from './anomaly-text.js';
import {
  anomalySchema,
  machineDetailSchema,
  machinePageSchema,
  type MachineQuery,
  machineQuerySchema,
} from './machine.schema.js';
import { Machines } from './machines.service.js';
import { shortMemoryNotice } from './short-memory-notice.js';
import { ShortMemoryStore } from './short-memory.store.js';

@ApiTags('machines')
@Controller('api/machines')
export class MachineController {
  constructor(
    private readonly machines: Machines,
    private readonly shortMemories: ShortMemoryStore,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The machines, those seen last first, without their inventories' })
  @ApiOkResponse({ standardSchema: machinePageSchema })
  async list(@Query({ schema: machineQuerySchema }) query: MachineQuery) {
    const page = await this.machines.list(query);
    return { ...page, items: page.items.map(({ inventory: _, ...machine }) => machine) };
  }

  @Get('anomalies')
  @Roles('viewer')
  @ApiOperation({
    summary:
      'What is not as it should be: docks, shared UUIDs, replaced boards, PCs with too little memory to be installed',
  })
  @ApiOkResponse({ standardSchema: z.array(anomalySchema) })
  async anomalies() {
    const [anomalies, short] = await Promise.all([this.machines.anomalies(), this.shortMemories.list()]);
    const told = [
      ...anomalies.map((anomaly) => ({ ...anomaly, text: anomalyText(anomaly) })),
      ...short.map(shortMemoryNotice),
    ];
    return told.sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
  }

  @Get(':id')
  @Roles('viewer')
  @ApiOperation({ summary: 'One machine, with its inventory and what changed in it' })
  @ApiOkResponse({ standardSchema: machineDetailSchema })
  @ApiNotFoundResponse({ description: 'No such machine' })
  async one(@Param('id', RecordIdPipe) id: string) {
    const machine = await this.machines.findById(id);
    const changes = await this.machines.changes(id);
    return { ...machine, changes: changes.map(({ at, changes }) => ({ at, changes })) };
  }
}
