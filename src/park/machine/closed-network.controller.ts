import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import {
  closedNetworkSchema,
  type CloseNetwork,
  closeNetworkSchema,
  type OpenNetwork,
  openNetworkSchema,
} from './closed-network.schema.js';
import { ClosedNetworks } from './closed-networks.service.js';

@ApiTags('machines')
@Controller('api/closed-networks')
@Roles('administrator')
export class ClosedNetworkController {
  constructor(private readonly networks: ClosedNetworks) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The networks that are declared closed: their PCs need no confirmation' })
  @ApiOkResponse({ standardSchema: z.array(closedNetworkSchema) })
  list() {
    return this.networks.list();
  }

  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'Declares a network closed: only PCs to deploy are plugged in there' })
  @ApiNoContentResponse()
  async close(
    @Body({ schema: closeNetworkSchema }) { network, reason }: CloseNetwork,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.networks.close(network, reason, actorOf(account));
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a closed network: its PCs need a confirmation again' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'The network is not declared closed' })
  async open(
    @Query({ schema: openNetworkSchema }) { network }: OpenNetwork,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.networks.open(network, actorOf(account));
  }
}
