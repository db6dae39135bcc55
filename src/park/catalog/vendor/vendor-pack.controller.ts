import { Controller, Get, HttpCode, Param, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Machines } from '../../machine/index.js';
import { type DriverUploadQuery, driverUploadQuerySchema } from '../driver.schema.js';
import { VendorCatalogFile } from './vendor-catalog-file.js';
import {
  type PackQuery,
  packQuerySchema,
  resolvedPackSchema,
  vendorCatalogSchema,
} from './vendor-pack.schema.js';
import { VendorPacks } from './vendor-packs.service.js';

@ApiTags('drivers')
@Controller('api')
export class VendorPackController {
  constructor(
    private readonly packs: VendorPacks,
    private readonly files: VendorCatalogFile,
    private readonly machines: Machines,
  ) {}

  @Put('driver-catalogues')
  @Roles('administrator')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Imports the catalogue of driver packs of Dell, HP or Lenovo (XML or cab, as a plain body)',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: vendorCatalogSchema })
  async import(
    @Query({ schema: driverUploadQuerySchema }) { name }: DriverUploadQuery,
    @Req() request: Request,
    @CurrentAccount() account: KnownAccount,
  ) {
    return this.packs.import(await this.files.read(request, name), actorOf(account));
  }

  @Get('machines/:id/driver-pack')
  @Roles('viewer')
  @ApiOperation({
    summary: 'The driver pack that the maker of a machine publishes for it, or why there is none',
  })
  @ApiOkResponse({ standardSchema: resolvedPackSchema })
  @ApiNotFoundResponse({ description: 'No such machine' })
  async resolve(
    @Param('id', RecordIdPipe) id: string,
    @Query({ schema: packQuerySchema }) { build }: PackQuery,
  ) {
    const { inventory } = await this.machines.findById(id);
    return this.packs.resolve({ system: inventory?.system, board: inventory?.board }, build);
  }
}
