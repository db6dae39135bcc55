import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { WallPositions } from './wall-positions.service.js';
import { type Grid, gridSchema, type Place, placeSchema, positionSchema } from './wall.schema.js';

@ApiTags('wall')
@Controller('api/wall/positions')
@Roles('technician')
export class WallController {
  constructor(private readonly positions: WallPositions) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The positions of the workshop, and the PC on each' })
  @ApiOkResponse({ standardSchema: z.array(positionSchema) })
  list() {
    return this.positions.list();
  }

  @Put()
  @Roles('administrator')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Draw the grid of the wall',
    description: 'PCs stay on the positions that keep their names.',
  })
  @ApiNoContentResponse()
  async draw(
    @Body({ schema: gridSchema }) grid: Grid,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.positions.draw(grid, actorOf(account));
  }

  @Put(':name')
  @HttpCode(204)
  @ApiOperation({ summary: 'A PC stands on this position, and on no other' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such position or machine' })
  async place(
    @Param('name') name: string,
    @Body({ schema: placeSchema }) place: Place,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.positions.place(name, place, actorOf(account));
  }

  @Delete(':name')
  @HttpCode(204)
  @ApiOperation({ summary: 'No PC stands on this position any more' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such position' })
  async clear(@Param('name') name: string, @CurrentAccount() account: KnownAccount): Promise<void> {
    await this.positions.clear(name, actorOf(account));
  }
}
