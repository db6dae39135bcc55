import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
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
import { RecordIdPipe } from '../../platform/database/index.js';
import {
  addedProgramSchema,
  programAnswerSchema,
  type ProgramDto,
  programPageSchema,
  type ProgramQuery,
  programQuerySchema,
} from './program-answer.schema.js';
import type { ProgramRow } from './program.entity.js';
import { type ProgramDocument, programSchema, titleOf } from './program.schema.js';
import { Programs } from './programs.service.js';

@ApiTags('software')
@Controller('api/programs')
@Roles('administrator')
export class ProgramController {
  constructor(private readonly programs: Programs) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'Every version of every program of the software catalogue' })
  @ApiOkResponse({ standardSchema: programPageSchema })
  async list(@Query({ schema: programQuerySchema }) query: ProgramQuery) {
    const page = await this.programs.list(query);
    return { ...page, items: page.items.map(programOf) };
  }

  @Get('schema')
  @Roles('viewer')
  @ApiOperation({ summary: 'The JSON Schema of a program, every field described' })
  @ApiOkResponse({ standardSchema: z.record(z.string(), z.unknown()) })
  schema() {
    return z.toJSONSchema(programSchema, { io: 'input', unrepresentable: 'any' });
  }

  @Get(':id')
  @Roles('viewer')
  @ApiOperation({ summary: 'One version of a program' })
  @ApiOkResponse({ standardSchema: programAnswerSchema })
  @ApiNotFoundResponse({ description: 'No such program' })
  async one(@Param('id', RecordIdPipe) id: string) {
    return programOf(await this.programs.find(id));
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Adds a version of a program; its files must be uploaded first' })
  @ApiOkResponse({ standardSchema: addedProgramSchema })
  @ApiConflictResponse({ description: 'This name and version stand for another installation' })
  async add(
    @Body({ schema: programSchema }) document: ProgramDocument,
    @CurrentAccount() account: KnownAccount,
  ) {
    const { row, isNew } = await this.programs.add(document, actorOf(account));
    return { ...programOf(row), isNew };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a version; deployments that are armed keep theirs' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such program' })
  @ApiConflictResponse({ description: 'Another program needs it' })
  async remove(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.programs.remove(id, actorOf(account));
  }
}

function programOf({ document, createdAt, ...row }: ProgramRow): ProgramDto {
  const { publisher, architecture } = document;
  return {
    ...row,
    title: titleOf(document),
    publisher,
    architecture,
    document,
    createdAt: createdAt.toISOString(),
  };
}
