import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { RecordIdPipe } from '../database/index.js';
import { ForbiddenError } from './access-errors.js';
import { credentialOf, CurrentAccount, Roles } from './access.js';
import {
  createdTokenSchema,
  type NewTokenBody,
  newTokenSchema,
  tokenPageSchema,
  type TokenQuery,
  tokenQuerySchema,
} from './account.schema.js';
import { actorOf, type KnownAccount } from './actor.js';
import { ApiTokens } from './api-tokens.js';

const DAY_SECONDS = 86_400;

@ApiTags('tokens')
@Controller('api/tokens')
@Roles('viewer')
export class TokenController {
  constructor(private readonly tokens: ApiTokens) {}

  @Get()
  @ApiOperation({ summary: 'Your API tokens, without their values' })
  @ApiOkResponse({ standardSchema: tokenPageSchema })
  async list(
    @Query({ schema: tokenQuerySchema }) { accountId, ...pagination }: TokenQuery,
    @CurrentAccount() account: KnownAccount,
  ) {
    const whose = accountId ?? account.id;
    if (whose !== account.id && account.role !== 'administrator') throw notYours();
    const page = await this.tokens.list(whose, pagination);
    return { ...page, items: page.items.map(({ tokenHash: _, revokedAt: __, ...token }) => token) };
  }

  @Post()
  @ApiOperation({
    summary: 'Create an API token with your rights; its value is shown once',
    description:
      'A token created with a token ends with that one at the latest. All end when your password changes.',
  })
  @ApiCreatedResponse({ standardSchema: createdTokenSchema })
  create(
    @Body({ schema: newTokenSchema }) { name, ttlDays, role }: NewTokenBody,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ) {
    const ttlSeconds = ttlDays === undefined ? undefined : ttlDays * DAY_SECONDS;
    const credential = credentialOf(request);
    const madeWith = credential?.kind === 'token' ? credential.hash : undefined;
    return this.tokens.create(account.id, name, ttlSeconds, actorOf(account), madeWith, role);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: "Revoke a token of yours; as an administrator, anybody's" })
  @ApiNoContentResponse()
  async revoke(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.tokens.revoke(id, actorOf(account), account.role === 'administrator');
  }
}

function notYours(): ForbiddenError {
  return new ForbiddenError({
    fr: 'seul un administrateur voit les jetons d’un autre compte',
    en: "only an administrator sees another account's tokens",
  });
}
