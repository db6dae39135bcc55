import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../../platform/account/index.js';
import { BootAnswers } from './boot-answers.service.js';
import { BootSockets } from './boot-sockets.js';
import { isFirmwareHttp } from './firmware-http.js';
import { plainAddress } from './plain-address.js';

const querySchema = z.object({
  serial: z.string().max(200).optional().catch(undefined),
  uuid: z.string().max(64).optional().catch(undefined),
  memory: z.string().max(400).optional().catch(undefined),
});

/** Boot scripts for GRUB, over plain HTTP. */
@ApiTags('boot')
@Public()
@Controller('boot')
export class BootController {
  constructor(
    private readonly answers: BootAnswers,
    private readonly sockets: BootSockets,
  ) {}

  @Get(':mac/grub.cfg')
  @ApiOperation({
    summary:
      'The GRUB script of a PC: the environment with a one-time ticket, that its memory is too small, or its own disk',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async script(
    @Param('mac') mac: string,
    @Query({ schema: querySchema }) query: z.infer<typeof querySchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.type('text/plain').set('Cache-Control', 'no-store');
    // Firmware sends HEAD before GET; only GET gets a ticket.
    if (request.method === 'HEAD') return void response.end();
    const { socket } = request;
    if (isFirmwareHttp(request)) this.sockets.claim(socket);
    else this.sockets.begin(socket, response);
    const local = { address: plainAddress(socket.localAddress), port: socket.localPort ?? 0 };
    const from = plainAddress(socket.remoteAddress);
    response.send(await this.answers.script({ mac, ...query, local, from }));
  }
}
