import { Controller, Delete, Get, HttpCode, Param, Query, Res } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import type { UserDataSnapshot } from './user-data.entity.js';
import {
  type ArchiveQuery,
  archiveQuerySchema,
  machineUserDataSchema,
  userDataParameterSchema,
  type UserDataSnapshotDto,
  userDataSnapshotSchema,
} from './user-data.schema.js';
import { UserData } from './user-data.service.js';

const log = logger('user-data');

@ApiTags('user-data')
@Controller('api/user-data')
@Roles('administrator')
export class UserDataController {
  constructor(private readonly userData: UserData) {}

  @Get()
  @Roles('technician')
  @ApiOperation({ summary: 'What was saved from PCs before they were erased, the newest first' })
  @ApiOkResponse({ standardSchema: z.array(userDataSnapshotSchema) })
  async list() {
    return (await this.userData.list()).map(dtoOf);
  }

  @Get(':machineId')
  @Roles('technician')
  @ApiOperation({ summary: 'What was saved from one machine' })
  @ApiOkResponse({ standardSchema: machineUserDataSchema })
  @ApiNotFoundResponse({ description: 'Nothing was saved from it' })
  async show(@Param('machineId', { schema: userDataParameterSchema }) machineId: string) {
    const { snapshots, bytes } = await this.userData.of(machineId);
    return { snapshots: snapshots.map(dtoOf), bytes };
  }

  @Get(':machineId/archive')
  @ApiOperation({ summary: 'The files of a backup, as a tar; audited' })
  @ApiProduces('application/x-tar')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ description: 'No such backup' })
  async archive(
    @Param('machineId', { schema: userDataParameterSchema }) machineId: string,
    @Query({ schema: archiveQuerySchema }) { snapshot }: ArchiveQuery,
    @CurrentAccount() account: KnownAccount,
    @Res() response: Response,
  ): Promise<void> {
    const running = await this.userData.archive(machineId, snapshot, actorOf(account));
    response.on('close', () => running.kill());
    response.type('application/x-tar').setHeader('Cache-Control', 'no-store');
    running.output.pipe(response, { end: false });
    try {
      await running.ended();
      response.end();
    } catch (error) {
      log.warn({ err: error, machine: machineId }, 'files of users could not be taken out');
      response.destroy(); // a tar that is cut must not look whole
    }
  }

  @Delete(':machineId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes all that was saved from a machine' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'Nothing was saved from it' })
  async remove(
    @Param('machineId', { schema: userDataParameterSchema }) machineId: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.userData.remove(machineId, actorOf(account));
  }
}

function dtoOf(row: UserDataSnapshot): UserDataSnapshotDto {
  return {
    ...row,
    takenAt: row.takenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    restoredAt: row.restoredAt?.toISOString() ?? null,
  };
}
