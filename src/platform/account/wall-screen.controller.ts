import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { RecordIdPipe } from '../database/index.js';
import { CurrentAccount, Roles } from './access.js';
import { actorOf, type KnownAccount } from './actor.js';
import {
  createdWallScreenSchema,
  type NewWallScreen,
  newWallScreenSchema,
  wallScreenSchema,
} from './wall-screen.schema.js';
import { WallScreens } from './wall-screens.js';

@ApiTags('wall')
@Controller('api/wall/screens')
@Roles('administrator')
export class WallScreenController {
  constructor(private readonly screens: WallScreens) {}

  @Get()
  @ApiOperation({ summary: 'The screens that show the wall of the workshop' })
  @ApiOkResponse({ standardSchema: z.array(wallScreenSchema) })
  list() {
    return this.screens.list();
  }

  @Post()
  @ApiOperation({
    summary: 'Announce a screen; its code is shown once',
    description: 'The code is typed on the screen, on `/wall/pair`, within 15 minutes.',
  })
  @ApiCreatedResponse({ standardSchema: createdWallScreenSchema })
  create(
    @Body({ schema: newWallScreenSchema }) { name }: NewWallScreen,
    @CurrentAccount() account: KnownAccount,
  ) {
    return this.screens.create(name, actorOf(account));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a screen: it shows nothing from now on' })
  @ApiNoContentResponse()
  async revoke(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.screens.revoke(id, actorOf(account));
  }
}
