import { join } from 'node:path';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { BootSockets } from './boot-sockets.js';
import { sendPublicFile } from './public-file.js';

const FILES = ['vmlinuz', 'initrd.img'];

/** Serves kernel and initrd of the published environment to GRUB, over plain HTTP with ranges. */
@ApiTags('boot')
@Public()
@Controller('env')
export class EnvironmentFilesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sockets: BootSockets,
  ) {}

  @Get(':file')
  @ApiOperation({ summary: 'vmlinuz or initrd.img of the published environment' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'The bytes; 206 for a range' })
  async file(@Param('file') file: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!FILES.includes(file)) throw unpublished(file);
    this.sockets.claim(request.socket);
    const root = join(this.config.dataDir, 'environment', 'current');
    response.type('application/octet-stream');
    await sendPublicFile(response, root, file, () => unpublished(file));
  }
}

function unpublished(file: string): NotFoundError {
  return new NotFoundError(
    { fr: `l’environnement n’a pas de fichier « ${file} »`, en: `the environment has no file “${file}”` },
    {
      remedy: {
        fr: 'Construisez l’environnement : etabli environment build',
        en: 'Build the environment: etabli environment build',
      },
    },
  );
}
