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

@ApiTags('machines')
@Controller('api/machines')
export class MachineController {
  constructor(private readonly machines: Machines) {}

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
    summary: 'Identities that are not what they should be: docks, shared UUIDs, replaced boards',
  })
  @ApiOkResponse({ standardSchema: z.array(anomalySchema) })
  async anomalies() {
    const anomalies = await this.machines.anomalies();
    return anomalies.map((anomaly) => ({ ...anomaly, text: anomalyText(anomaly) }));
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
