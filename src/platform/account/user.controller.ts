import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type Pagination, paginationSchema, RecordIdPipe } from '../database/index.js';
import { CurrentAccount, Roles } from './access.js';
import type { Account } from './account.entity.js';
import {
  type NewUserBody,
  newUserSchema,
  type PasswordBody,
  passwordSchema,
  type UserChangeBody,
  userChangeSchema,
  userPageSchema,
  userSchema,
} from './account.schema.js';
import { Accounts } from './accounts.js';
import { actorOf, type KnownAccount } from './actor.js';

@ApiTags('users')
@Controller('api/users')
@Roles('administrator')
export class UserController {
  constructor(private readonly accounts: Accounts) {}

  @Get()
  @ApiOperation({ summary: 'The accounts, by name' })
  @ApiOkResponse({ standardSchema: userPageSchema })
  async list(@Query({ schema: paginationSchema }) pagination: Pagination) {
    const page = await this.accounts.list(pagination);
    return { ...page, items: page.items.map(shown) };
  }

  @Post()
  @ApiOperation({ summary: 'Create an account; its owner must change the password' })
  @ApiCreatedResponse({ standardSchema: userSchema })
  async create(@Body({ schema: newUserSchema }) body: NewUserBody, @CurrentAccount() account: KnownAccount) {
    const order = { ...body, displayName: body.displayName ?? body.name, passwordChangeRequired: true };
    return shown(await this.accounts.create(order, actorOf(account)));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One account' })
  @ApiOkResponse({ standardSchema: userSchema })
  async read(@Param('id', RecordIdPipe) id: string) {
    return shown(await this.accounts.find(id));
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change the full name or the role, disable or enable; the last administrator stays',
  })
  @ApiOkResponse({ standardSchema: userSchema })
  async change(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: userChangeSchema }) change: UserChangeBody,
    @CurrentAccount() account: KnownAccount,
  ) {
    await this.accounts.update(id, change, actorOf(account));
    return shown(await this.accounts.find(id));
  }

  @Put(':id/password')
  @HttpCode(204)
  @ApiOperation({ summary: "Set an account's password: all its sessions end, and its owner is to change it" })
  @ApiNoContentResponse()
  async setPassword(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: passwordSchema }) { password }: PasswordBody,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.accounts.setPassword(id, password, actorOf(account));
  }
}

/** Without the password's hash. */
function shown({ passwordHash: _, ...account }: Account) {
  return account;
}
