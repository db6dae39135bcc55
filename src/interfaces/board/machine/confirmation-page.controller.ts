import { Body, Controller, Get, Header, Param, Post, Redirect, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Confirmations, confirmationSchema } from '../../../deployment/pipeline/index.js';
import { Machines } from '../../../park/machine/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { CONFIRMATION_NOTICES } from './identity.view.js';
import { modelOf } from './machine-facts.js';
import { pageOf } from '../frame/reader.js';

/**
 * The page where a technician types the code from a PC's screen. The QR code on that screen links here with the
 * code in the fragment of the URL; a script of the page copies it to the field.
 */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('confirm/:id')
@Roles('technician')
export class ConfirmationPageController {
  constructor(
    private readonly machines: Machines,
    private readonly confirmations: Confirmations,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    const machine = await this.machines.findById(id);
    const state = await this.confirmations.stateOf(id);
    const page = pageOf(request, modelOf(machine), 'machines');
    return renderTemplate('board/machine/confirm.html', {
      ...page,
      id,
      name: modelOf(machine),
      serial: machine.serial ?? '',
      notice: say(CONFIRMATION_NOTICES[state ?? 'nothing'], page.language),
      wanted: state === 'wanted',
    });
  }

  @Post()
  @Redirect('..', 303)
  async confirm(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: confirmationSchema }) { code }: z.output<typeof confirmationSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    await this.confirmations.confirm(id, code, actorOf(account));
    return { url: `/machines/${id}` };
  }
}
