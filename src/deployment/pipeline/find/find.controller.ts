import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../../platform/account/index.js';
import { type FindQuery, findQuerySchema, findingsSchema } from './find.schema.js';
import { Finder } from './finder.js';

@ApiTags('machines')
@Controller('api/find')
export class FindController {
  constructor(private readonly finder: Finder) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({
    summary:
      'The machines, deployments and lots that a name, a number or a scanned code means; and what resembles it',
  })
  @ApiOkResponse({ standardSchema: findingsSchema })
  find(@Query({ schema: findQuerySchema }) query: FindQuery) {
    return this.finder.find(query);
  }
}
