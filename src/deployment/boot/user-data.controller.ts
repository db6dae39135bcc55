import { Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Machine } from '../../platform/account/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { mustHaveBody } from '../../park/master/index.js';
import { type BlobKind, RepositoryFiles, type RepositoryFile } from '../../park/userdata/index.js';
import { UserDataGate } from './user-data-gate.js';

/** The list of blobs with their sizes; restic asks for it by this type, older versions for names alone. */
const LIST_V2 = 'application/vnd.x.restic.rest.v2';
const LIST_V1 = 'application/vnd.x.restic.rest.v1';

/**
 * The repository of a PC's user data, by the protocol of restic's REST backend. It only grows: nothing in it is
 * replaced, and of its files only locks are removed. https://restic.readthedocs.io, “REST Backend”.
 */
@ApiTags('phone-home')
@Machine()
@ApiForbiddenResponse({ description: 'Ticket forged, expired, of another PC, or its deployment has ended' })
@Controller('phone-home/user-data/:machineId')
export class UserDataRepositoryController {
  constructor(
    private readonly gate: UserDataGate,
    private readonly files: RepositoryFiles,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes the folders of the repository (?create=true)' })
  @ApiOkResponse()
  async create(
    @Param('machineId') machineId: string,
    @Query('create') create: string | undefined,
    @Req() request: Request,
  ): Promise<void> {
    await this.gate.pass(request, machineId, 'append');
    if (create !== 'true') throw unknownName();
    await this.files.create(machineId);
  }

  @Get('config')
  @ApiOperation({ summary: 'The configuration of the repository' })
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse()
  config(@Param('machineId') machineId: string, @Req() request: Request, @Res() response: Response) {
    return this.send(machineId, { kind: 'config' }, request, response);
  }

  @Post('config')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stores the configuration, once' })
  @ApiOkResponse()
  saveConfig(@Param('machineId') machineId: string, @Req() request: Request): Promise<void> {
    return this.take(machineId, { kind: 'config' }, request);
  }

  @Get(':kind')
  @ApiOperation({ summary: 'The blobs of one kind' })
  @ApiOkResponse()
  async list(
    @Param('machineId') machineId: string,
    @Param('kind') kind: BlobKind,
    @Headers('accept') accept: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.gate.pass(request, machineId, 'read');
    const found = await this.files.list(machineId, kind);
    const isV2 = accept?.includes(LIST_V2) === true;
    // restic compares the type as it stands: nothing may be added to it.
    response.setHeader('Content-Type', isV2 ? LIST_V2 : LIST_V1);
    response.end(JSON.stringify(isV2 ? found : found.map(({ name }) => name)));
  }

  @Get(':kind/:name')
  @ApiOperation({ summary: 'A blob, whole or a byte range of it (RFC 9110 §14)' })
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse()
  read(
    @Param('machineId') machineId: string,
    @Param('kind') kind: BlobKind,
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    return this.send(machineId, { kind, name }, request, response);
  }

  @Post(':kind/:name')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stores a blob under the SHA-256 of its bytes' })
  @ApiOkResponse()
  save(
    @Param('machineId') machineId: string,
    @Param('kind') kind: BlobKind,
    @Param('name') name: string,
    @Req() request: Request,
  ): Promise<void> {
    return this.take(machineId, { kind, name }, request);
  }

  @Delete('locks/:name')
  @HttpCode(200)
  @ApiOperation({ summary: 'Removes a lock; nothing else can be removed' })
  @ApiOkResponse()
  async unlock(
    @Param('machineId') machineId: string,
    @Param('name') name: string,
    @Req() request: Request,
  ): Promise<void> {
    await this.gate.pass(request, machineId, 'append');
    await this.files.removeLock(machineId, name);
  }

  private async take(machineId: string, file: RepositoryFile, request: Request): Promise<void> {
    await this.gate.pass(request, machineId, 'append');
    mustHaveBody(request);
    await this.files.write(machineId, file, request);
  }

  private async send(
    machineId: string,
    file: RepositoryFile,
    request: Request,
    response: Response,
  ): Promise<void> {
    await this.gate.pass(request, machineId, 'read');
    await this.files.bytes(machineId, file);
    response.sendFile(this.files.path(machineId, file), {
      root: this.files.folder,
      etag: false,
      lastModified: false,
      cacheControl: false,
      headers: { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'no-store' },
    });
  }
}

function unknownName(): NotFoundError {
  return new NotFoundError({ fr: 'cette adresse ne mène à rien', en: 'this address leads nowhere' });
}
