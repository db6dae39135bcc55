import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
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
import { Directories } from './directories.service.js';
import type { Directory } from './directory.entity.js';
import {
  type DirectoryDocument,
  type DirectoryDto,
  directoryDtoSchema,
  directorySchema,
  directoryTrialSchema,
  type NewPrinter,
  newPrinterSchema,
  printerSchema,
} from './directory.schema.js';
import { Printers } from './printers/printers.service.js';
import { DirectoryTrial } from './trial/directory-trial.service.js';

const named = z.string().max(40).describe('What profiles call it');

@ApiTags('directories')
@Controller('api/directories')
@Roles('administrator')
export class DirectoryController {
  constructor(
    private readonly directories: Directories,
    private readonly trial: DirectoryTrial,
    private readonly printers: Printers,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The directories that PCs join; passwords are references to the vault' })
  @ApiOkResponse({ standardSchema: z.array(directoryDtoSchema) })
  async list() {
    return (await this.directories.list()).map(dtoOf);
  }

  @Get(':name')
  @Roles('viewer')
  @ApiOperation({ summary: 'One directory' })
  @ApiOkResponse({ standardSchema: directoryDtoSchema })
  @ApiNotFoundResponse({ description: 'No such directory' })
  async get(@Param('name', { schema: named }) name: string) {
    return dtoOf(await this.directories.get(name));
  }

  @Put()
  @HttpCode(200)
  @ApiOperation({ summary: 'Adds a directory, or replaces what was written of it' })
  @ApiOkResponse({ standardSchema: directoryDtoSchema })
  async put(
    @Body({ schema: directorySchema }) document: DirectoryDocument,
    @CurrentAccount() account: KnownAccount,
  ) {
    return dtoOf(await this.directories.put(document, actorOf(account)));
  }

  @Delete(':name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a directory; nothing changes in the domain' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such directory' })
  @ApiConflictResponse({ description: 'Deployments under way have an account there' })
  async remove(
    @Param('name', { schema: named }) name: string,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.directories.remove(name, actorOf(account));
  }

  @Post(':name/trial')
  @HttpCode(200)
  @Roles('technician')
  @ApiOperation({ summary: 'Tries everything that a join needs; changes nothing in the domain' })
  @ApiOkResponse({ standardSchema: directoryTrialSchema })
  @ApiNotFoundResponse({ description: 'No such directory' })
  test(@Param('name', { schema: named }) name: string) {
    return this.trial.try(name);
  }

  @Get(':name/printers')
  @Roles('technician')
  @ApiOperation({ summary: 'The printers that the directory publishes' })
  @ApiOkResponse({ standardSchema: z.array(printerSchema) })
  @ApiNotFoundResponse({ description: 'No such directory' })
  listPrinters(@Param('name', { schema: named }) name: string) {
    return this.printers.list(name);
  }

  @Post(':name/printers')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publishes a printer in the directory, or changes its place and driver' })
  @ApiOkResponse({ standardSchema: printerSchema })
  @ApiNotFoundResponse({ description: 'No such directory' })
  publish(
    @Param('name', { schema: named }) name: string,
    @Body({ schema: newPrinterSchema }) printer: NewPrinter,
    @CurrentAccount() account: KnownAccount,
  ) {
    return this.printers.publish(name, printer, actorOf(account));
  }
}

function dtoOf({ document, createdBy, createdAt }: Directory): DirectoryDto {
  return { ...document, createdBy, createdAt: createdAt.toISOString() };
}
