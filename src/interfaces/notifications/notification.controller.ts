import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import {
  actorOf,
  CurrentAccount,
  type KnownAccount,
  mustNotBeKept,
  Roles,
} from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { Deliveries } from './deliveries.service.js';
import type { NotificationDelivery, NotificationTarget } from './notification.entity.js';
import {
  createdTargetSchema,
  deliveryPageSchema,
  type DeliveryQuery,
  deliveryQuerySchema,
  deliverySchema,
  type NewTarget,
  newTargetSchema,
  outcomeSchema,
  removedTargetSchema,
  targetNameSchema,
  targetSchema,
} from './notification.schema.js';
import { Targets } from './targets.service.js';

@ApiTags('notifications')
@Controller('api/notification-targets')
@Roles('administrator')
export class NotificationTargetController {
  constructor(private readonly targets: Targets) {}

  @Get()
  @ApiOperation({ summary: 'Who is told of what: webhooks and e-mail addresses' })
  @ApiOkResponse({ standardSchema: z.array(targetSchema) })
  async list() {
    return (await this.targets.list()).map(targetOf);
  }

  @Post()
  @ApiOperation({ summary: 'Add a webhook or an e-mail address; the secret of a webhook is shown once' })
  @ApiCreatedResponse({ standardSchema: createdTargetSchema })
  @ApiConflictResponse({ description: 'There is one of this name' })
  async add(
    @Body({ schema: newTargetSchema }) wanted: NewTarget,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ) {
    mustNotBeKept(request);
    const { target, secret } = await this.targets.add(wanted, actorOf(account));
    return { ...targetOf(target), ...(secret !== undefined && { secret }) };
  }

  @Delete(':name')
  @HttpCode(200)
  @ApiOperation({ summary: 'Remove a target; what is still owed to it is given up' })
  @ApiOkResponse({ standardSchema: removedTargetSchema })
  @ApiNotFoundResponse({ description: 'No such target' })
  async remove(
    @Param('name', { schema: targetNameSchema }) name: string,
    @CurrentAccount() account: KnownAccount,
  ) {
    return { givenUp: await this.targets.remove(name, actorOf(account)) };
  }

  @Post(':name/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a test message at once' })
  @ApiOkResponse({ standardSchema: outcomeSchema })
  @ApiNotFoundResponse({ description: 'No such target' })
  async test(
    @Param('name', { schema: targetNameSchema }) name: string,
    @CurrentAccount() account: KnownAccount,
  ) {
    return { outcome: await this.targets.test(name, actorOf(account)) };
  }
}

@ApiTags('notifications')
@Controller('api/notification-deliveries')
@Roles('administrator')
export class NotificationDeliveryController {
  constructor(private readonly deliveries: Deliveries) {}

  @Get()
  @ApiOperation({ summary: 'The messages to the outside, the latest first, and how each ended' })
  @ApiOkResponse({ standardSchema: deliveryPageSchema })
  async list(@Query({ schema: deliveryQuerySchema }) query: DeliveryQuery) {
    const page = await this.deliveries.list(query);
    return { ...page, items: page.items.map(deliveryOf) };
  }

  @Post(':id/again')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a message again that was sent or given up' })
  @ApiOkResponse({ standardSchema: deliverySchema })
  @ApiNotFoundResponse({ description: 'No such message' })
  @ApiConflictResponse({ description: 'It is still to be sent, or its target is gone' })
  async again(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    return deliveryOf(await this.deliveries.again(id, actorOf(account)));
  }
}

function targetOf({ id: _, sealedSecret: __, createdAt, ...target }: NotificationTarget) {
  return { ...target, createdAt: createdAt.toISOString() };
}

/** The body stays on the server: it may be large, and it is in the place that it tells of. */
function deliveryOf(row: NotificationDelivery) {
  const { id, eventId, channel, kind, recipient, subject, state, attempts, failure } = row;
  return {
    ...{ id, eventId, channel, kind, recipient, subject, state, attempts, failure },
    nextAt: row.nextAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
