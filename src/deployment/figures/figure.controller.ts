import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../platform/account/index.js';
import { figuresQuerySchema, figuresSchema, type FiguresQuery } from './figure.schema.js';
import { Figures } from './figures.service.js';

@ApiTags('figures')
@Controller('api/figures')
@Roles('viewer')
export class FigureController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @ApiOperation({
    summary: 'The figures of the workshop in a period',
    description:
      'Deployments are counted by the day that they ended, a failed one until it is retried. `causes` counts every ' +
      'failure, the retried ones too. Times of steps include waits for the PC and for people.',
  })
  @ApiOkResponse({ standardSchema: figuresSchema })
  read(@Query({ schema: figuresQuerySchema }) query: FiguresQuery) {
    return this.figures.read(query);
  }
}
