import { Controller, Delete, Get, HttpCode, Param, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { mustHaveBody } from '../master/index.js';
import type { AuthorityUpdateRow } from './authority-update.entity.js';
import {
  type AuthorityUpdateDto,
  authorityUpdateSchema,
  importedUpdateSchema,
  updateParameterSchema,
  type UpdateUploadQuery,
  updateUploadQuerySchema,
} from './authority-update.schema.js';
import { AuthorityUpdates } from './authority-updates.service.js';
import { LARGEST_UPDATE } from './update/read-update.js';
import { refusedUpdate } from './update/refused-update.js';

@ApiTags('firmware')
@Controller('api/authority-updates')
@Roles('administrator')
export class AuthorityUpdateController {
  constructor(private readonly updates: AuthorityUpdates) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The signed updates of Secure Boot’s variables that PCs may get' })
  @ApiOkResponse({ standardSchema: z.array(authorityUpdateSchema) })
  async list() {
    return (await this.updates.list()).map(updateOf);
  }

  @Put()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Imports a signed update, given as a plain body; its signature says for which variable',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: importedUpdateSchema })
  async import(
    @Query({ schema: updateUploadQuerySchema }) { name }: UpdateUploadQuery,
    @Req() request: Request,
    @CurrentAccount() account: KnownAccount,
  ) {
    const { row, isNew } = await this.updates.import(await bodyOf(request), name, actorOf(account));
    return { ...updateOf(row), isNew };
  }

  @Delete(':sha256')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes an update: no PC gets it any more' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such update' })
  async remove(
    @Param('sha256', { schema: updateParameterSchema }) sha256: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.updates.remove(sha256, actorOf(account));
  }
}

function updateOf({ createdAt, ...row }: AuthorityUpdateRow): AuthorityUpdateDto {
  return { ...row, createdAt: createdAt.toISOString() };
}

/** All of it, in memory: an update has some kilobytes. */
async function bodyOf(request: Request): Promise<Buffer> {
  mustHaveBody(request);
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection stays, to answer: what is not read of the body is dealt with as for any other request.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_UPDATE) {
      throw refusedUpdate({
        fr: `un fichier de plus de ${LARGEST_UPDATE} octets`,
        en: `a file of more than ${LARGEST_UPDATE} bytes`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
