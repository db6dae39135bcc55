import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { readable } from '../../platform/core/index.js';
import { type HeldLicence, LicencePools } from './licence-pools.service.js';
import {
  type LicencePoolDetailDto,
  licencePoolDetailSchema,
  type LicencePoolDto,
  licencePoolSchema,
  type NewLicences,
  newLicencesSchema,
  poolParameterSchema,
  type Release,
  releaseSchema,
  type TakenLicenceDto,
} from './licence.schema.js';
import type { PoolCount } from './licence.store.js';
import { Licences } from './licences.service.js';

@ApiTags('licences')
@Controller('api/licence-pools')
@Roles('administrator')
export class LicencePoolController {
  constructor(
    private readonly pools: LicencePools,
    private readonly licences: Licences,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The pools of licences, and how many of each are free' })
  @ApiOkResponse({ standardSchema: z.array(licencePoolSchema) })
  async list(): Promise<LicencePoolDto[]> {
    return (await this.pools.list()).map(poolOf);
  }

  @Get(':name')
  @Roles('viewer')
  @ApiOperation({ summary: 'A pool, and who has its licences; keys are never shown' })
  @ApiOkResponse({ standardSchema: licencePoolDetailSchema })
  @ApiNotFoundResponse({ description: 'No such pool' })
  async show(@Param('name', { schema: poolParameterSchema }) name: string): Promise<LicencePoolDetailDto> {
    const { pool, holders } = await this.pools.show(name);
    return { ...poolOf(pool), holders: holders.map(holderOf) };
  }

  @Post(':name/licences')
  @HttpCode(200)
  @ApiOperation({ summary: 'Adds licences, a number or keys, to a pool; makes the pool' })
  @ApiOkResponse({ standardSchema: licencePoolSchema })
  @ApiConflictResponse({
    description: 'The pool counts its licences and these are keys, or the other way round',
  })
  async add(
    @Param('name', { schema: poolParameterSchema }) name: string,
    @Body({ schema: newLicencesSchema }) added: NewLicences,
    @CurrentAccount() account: KnownAccount,
  ): Promise<LicencePoolDto> {
    return poolOf(await this.pools.add(name, added, actorOf(account)));
  }

  @Post(':name/release')
  @HttpCode(204)
  @Roles('technician')
  @ApiOperation({
    summary: 'Takes the licence of a machine that does not use it any more back into the pool',
  })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'The machine has no licence of this pool' })
  async release(
    @Param('name', { schema: poolParameterSchema }) name: string,
    @Body({ schema: releaseSchema }) { machineId, reason }: Release,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.licences.release(name, machineId, readable(reason), actorOf(account));
  }

  @Delete(':name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a pool of which nobody has a licence' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Some of its licences are taken' })
  async remove(
    @Param('name', { schema: poolParameterSchema }) name: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.pools.remove(name, actorOf(account));
  }
}

function poolOf({ createdAt, ...pool }: PoolCount): LicencePoolDto {
  return { ...pool, free: pool.total - pool.taken, createdAt: createdAt.toISOString() };
}

function holderOf({ row, machine }: HeldLicence): TakenLicenceDto {
  const { position, machineId, deploymentId, takenAt, usedAt } = row;
  return {
    position,
    machineId: machineId ?? undefined,
    machine,
    deploymentId: deploymentId ?? undefined,
    takenAt: takenAt!.toISOString(),
    usedAt: usedAt?.toISOString(),
  };
}
