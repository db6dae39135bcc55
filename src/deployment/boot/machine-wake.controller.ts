import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { MachineWakes } from './machine-wakes.js';

const wokenMachineSchema = z
  .object({ macs: z.array(z.string()).describe('The addresses that the packets were sent to') })
  .meta({ id: 'WokenMachine' });

@ApiTags('machines')
@Controller('api/machines')
export class MachineWakeController {
  constructor(private readonly wakes: MachineWakes) {}

  @Post(':id/wake')
  @Roles('technician')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends a PC the packet that wakes it over the network (Wake-on-LAN)' })
  @ApiAcceptedResponse({ standardSchema: wokenMachineSchema })
  @ApiConflictResponse({ description: 'No MAC address of the PC is known' })
  wake(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    return this.wakes.wake(id, actorOf(account));
  }
}
