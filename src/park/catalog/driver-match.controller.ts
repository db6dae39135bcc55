import { readFile } from 'node:fs/promises';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Roles } from '../../platform/account/index.js';
import { NotFoundError, PermanentError } from '../../platform/core/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { Machines } from '../machine/index.js';
import { Masters, Payloads } from '../master/index.js';
import { Drivers } from './drivers.service.js';
import { type DriverImage, readImageDescription } from './image.js';
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
    private readonly masters: Masters,
    private readonly payloads: Payloads,
  ) {}

  @Get(':id/drivers')
  @Roles('viewer')
  @ApiOperation({
    summary: 'The driver of each device of a machine, and why; devices without one come first',
  })
  @ApiOkResponse({ standardSchema: z.array(deviceMatchSchema) })
  @ApiNotFoundResponse({ description: 'No such machine or image' })
  async match(@Param('id', RecordIdPipe) id: string, @Query({ schema: matchQuerySchema }) query: MatchQuery) {
    const machine = await this.machines.findById(id);
    const image = await this.imageOf(query);
    return matchesForPeople(await this.drivers.match(devicesOf(machine), image, ruleMachineOf(machine)));
  }

  private async imageOf({ master, build, productType }: MatchQuery): Promise<DriverImage> {
    if (master === undefined) return { build, productType, architecture: 'amd64', ids: [], storage: [] };
    const { image } = await this.masters.find(master);
    if (image === undefined) throw noWindows(master);
    const { architecture, descriptionSha256: sha256 } = image;
    const own = { build: image.build, productType: image.productType, architecture };
    const bytes = await this.payloads.bytes(sha256);
    if (bytes === undefined || bytes > MOST_BYTES) throw noDescription(master);
    try {
      return { ...own, ...readImageDescription(await readFile(this.payloads.path(sha256), 'utf8')) };
    } catch (cause) {
      throw noDescription(master, cause);
    }
  }
}

function noWindows(master: string): NotFoundError {
  return new NotFoundError({
    fr: `le master ${master} n’est pas une image de Windows`,
    en: `the master ${master} is no image of Windows`,
  });
}

function noDescription(master: string, cause?: unknown): PermanentError {
  return new PermanentError(
    {
      fr: `la description de l’image du master ${master} manque ou est illisible`,
      en: `the description of the image of master ${master} is missing or cannot be read`,
    },
    {
      cause,
      remedy: { fr: 'Importez de nouveau ce master.', en: 'Import this master again.' },
    },
  );
}
