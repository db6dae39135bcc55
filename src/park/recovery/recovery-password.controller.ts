import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import {
  actorOf,
  addressOf,
  CurrentAccount,
  type KnownAccount,
  mustNotBeKept,
  Roles,
} from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import {
  keptPasswordSchema,
  type RecoveryQuery,
  recoveryQuerySchema,
  revealedPasswordSchema,
} from './recovery-password.schema.js';
import { type FoundPassword, RecoveryPasswords } from './recovery-passwords.service.js';

@ApiTags('machines')
@Controller('api/recovery-passwords')
@Roles('administrator')
export class RecoveryPasswordController {
  constructor(private readonly passwords: RecoveryPasswords) {}

  @Get()
  @ApiOperation({ summary: 'The recovery passwords that are kept of a PC, without the passwords' })
  @ApiOkResponse({ standardSchema: z.array(keptPasswordSchema) })
  async list(@Query({ schema: recoveryQuerySchema }) { search }: RecoveryQuery) {
    return (await this.passwords.find(search)).map(keptOf);
  }

  @Post(':id/reveal')
  @HttpCode(200)
  @ApiOperation({ summary: 'One recovery password in clear; the audit log says who read it' })
  @ApiOkResponse({ standardSchema: revealedPasswordSchema })
  @ApiNotFoundResponse({ description: 'No such recovery password' })
  async reveal(
    @Param('id', RecordIdPipe) id: string,
    @Req() request: Request,
    @CurrentAccount() account: KnownAccount,
  ) {
    mustNotBeKept(request);
    const { row, password } = await this.passwords.reveal(id, actorOf(account), addressOf(request));
    return { ...keptOf(row), password };
  }
}

function keptOf({ sealed: _, ...row }: FoundPassword) {
  return row;
}
