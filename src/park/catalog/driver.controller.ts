import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
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
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { mustHaveBody } from '../master/index.js';
import type { DriverFileRow, DriverPackageRow } from './driver.entity.js';
import {
  driverDetailSchema,
  type DriverDto,
  driverImportSchema,
  driverPageSchema,
  type DriverQuery,
  driverQuerySchema,
  type DriverUploadQuery,
  driverUploadQuerySchema,
} from './driver.schema.js';
import { Drivers } from './drivers.service.js';
import { DriverImport } from './import/driver-import.service.js';

@ApiTags('drivers')
@Controller('api/drivers')
export class DriverController {
  constructor(
    private readonly drivers: Drivers,
    private readonly imports: DriverImport,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The driver packages of the catalogue, by the name of their INF' })
  @ApiOkResponse({ standardSchema: driverPageSchema })
  async list(@Query({ schema: driverQuerySchema }) query: DriverQuery) {
    const page = await this.drivers.list(query);
    return { ...page, items: page.items.map(driverOf) };
  }

  @Get(':id')
  @Roles('viewer')
  @ApiOperation({ summary: 'A driver package, with its files' })
  @ApiOkResponse({ standardSchema: driverDetailSchema })
  @ApiNotFoundResponse({ description: 'No such package' })
  async one(@Param('id', RecordIdPipe) id: string) {
    const { row, files } = await this.drivers.find(id);
    return { ...driverOf(row), files: files.map(fileOf) };
  }

  @Put()
  @Roles('administrator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Imports an archive of drivers, given as a plain body; bad INFs are listed' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: driverImportSchema })
  async import(
    @Query({ schema: driverUploadQuerySchema }) { name }: DriverUploadQuery,
    @Req() request: Request,
    @CurrentAccount() account: KnownAccount,
  ) {
    mustHaveBody(request);
    const folder = await this.imports.newFolder();
    try {
      const file = join(folder, 'archive');
      await pipeline(request, createWriteStream(file, { mode: 0o600 }));
      return await this.imports.import(file, name, actorOf(account));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  @Delete(':id')
  @Roles('administrator')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a package from the catalogue, with its rules' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such package' })
  async remove(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.drivers.remove(id, actorOf(account));
  }
}

function driverOf(row: DriverPackageRow): DriverDto {
  const {
    id,
    inf,
    provider,
    class: name,
    date,
    version,
    architectures,
    signature,
    signatureReason,
    digest,
  } = row;
  const { missing, findings } = row.facts;
  const createdAt = row.createdAt.toISOString();
  const shown = { id, inf, provider, class: name, date, version, architectures, signature, signatureReason };
  return { ...shown, digest, missing, findings, createdAt };
}

function fileOf({ path, sha256, bytes }: DriverFileRow) {
  return { path, sha256, bytes };
}
