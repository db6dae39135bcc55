import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { BootSockets } from './boot-sockets.js';
import { UEFI_LOADER } from './dnsmasq-config.js';
import { plainAddress } from './plain-address.js';
import { sendPublicFile } from './public-file.js';

const LOADERS = [UEFI_LOADER, 'grubx64.efi'];

/** Serves the files of the TFTP root for UEFI HTTP Boot, over plain HTTP. */
@ApiTags('boot')
@Public()
@Controller()
export class LoaderFilesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sockets: BootSockets,
  ) {}

  @Get('boot/loader/:file')
  @ApiOperation({ summary: 'shim, then GRUB, for UEFI HTTP Boot' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async loader(
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { socket } = request;
    this.sockets.claim(socket);
    // The first file that a starting PC fetches.
    if (file === UEFI_LOADER) this.sockets.reset(plainAddress(socket.remoteAddress), socket);
    if (!LOADERS.includes(file)) throw absent(file);
    response.type('application/octet-stream');
    await this.send(file, response);
  }

  @Get('grub/grub.cfg')
  @ApiOperation({
    summary: 'The first configuration of GRUB for UEFI HTTP Boot, which requests the script of the PC',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async grubConfig(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.sockets.claim(request.socket);
    response.type('text/plain');
    await this.send('grub/grub.cfg', response);
  }

  private send(file: string, response: Response): Promise<void> {
    return sendPublicFile(response, this.config.bootFiles, file, () => absent(file));
  }
}

function absent(file: string): NotFoundError {
  return new NotFoundError(
    { fr: `il n’y a pas de fichier de démarrage « ${file} »`, en: `there is no boot file “${file}”` },
    {
      remedy: {
        fr: 'Le service de démarrage le prépare : vérifiez qu’il fonctionne (etabli boot).',
        en: 'The boot service prepares it: check that it runs (etabli boot).',
      },
    },
  );
}
