import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { DriverRules } from './driver-rules.service.js';
import { type NewRule, newRuleSchema, ruleSchema } from './driver.schema.js';

@ApiTags('drivers')
@Controller('api/driver-rules')
@Roles('administrator')
export class DriverRuleController {
  constructor(private readonly rules: DriverRules) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The rules: packages that some machines always or never get' })
  @ApiOkResponse({ standardSchema: z.array(ruleSchema) })
  list() {
    return this.rules.list();
  }

  @Post()
  @ApiOperation({ summary: 'Pins or excludes a package, on the machines of a maker, model or system id' })
  @ApiCreatedResponse({ standardSchema: z.object({ id: z.uuid() }) })
  @ApiNotFoundResponse({ description: 'No such package' })
  add(@Body({ schema: newRuleSchema }) rule: NewRule, @CurrentAccount() account: KnownAccount) {
    return this.rules.add(rule, actorOf(account));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a rule' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such rule' })
  async remove(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.rules.remove(id, actorOf(account));
  }
}
