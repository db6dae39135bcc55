import { readFile } from 'node:fs/promises';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Roles } from '../../platform/account/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { Machines } from '../machine/index.js';
import { Payloads } from '../master/index.js';
import { Drivers } from './drivers.service.js';
import { readImageDescription } from './image.js';
import { devicesOf, ruleMachineOf } from './machine-devices.js';
import { deviceMatchSchema, matchesForPeople, type MatchQuery, matchQuerySchema } from './match.schema.js';

/** The longest description of an image that is read; those of Windows 11 have about 2 MB. */
const MOST_BYTES = 32 << 20;

@ApiTags('drivers')
@Controller('api/machines')
export class DriverMatchController {
  constructor(
    private readonly drivers: Drivers,
    private readonly machines: Machines,
    private readonly payloads: Payloads,
  ) {}

  @Get(':id/drivers')
  @Roles('viewer')
  @ApiOperation({
    summary: 'The driver of each device of a machine, and why; devices without one come first',
  })
  @ApiOkResponse({ standardSchema: z.array(deviceMatchSchema) })
  @ApiNotFoundResponse({ description: 'No such machine or image' })
  async match(
    @Param('id', RecordIdPipe) id: string,
    @Query({ schema: matchQuerySchema }) { build, productType, description }: MatchQuery,
  ) {
    const machine = await this.machines.findById(id);
    const own = description === undefined ? { ids: [], storage: [] } : await this.describe(description);
    const image = { build, productType, architecture: 'amd64', ...own };
    return matchesForPeople(await this.drivers.match(devicesOf(machine), image, ruleMachineOf(machine)));
  }

  private async describe(sha256: string) {
    const bytes = await this.payloads.bytes(sha256);
    if (bytes === undefined || bytes > MOST_BYTES) throw noDescription(sha256);
    try {
      return readImageDescription(await readFile(this.payloads.path(sha256), 'utf8'));
    } catch (cause) {
      throw noDescription(sha256, cause);
    }
  }
}

function noDescription(sha256: string, cause?: unknown): NotFoundError {
  return new NotFoundError(
    {
      fr: `aucune description d’image ${sha256.slice(0, 16)}`,
      en: `no description of an image ${sha256.slice(0, 16)}`,
    },
    { cause },
  );
}
