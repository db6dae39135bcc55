import { Body, Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  addressOf,
  CurrentAccount,
  Pins,
  Roles,
  type KnownAccount,
  setRetryAfter,
} from '../../../platform/account/index.js';
import { describe, EtabliError, httpStatusOf, InputError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { ownPath, pageOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { recetteWords } from './words.js';

const text = z.string().max(2_000).catch('');
const pinForm = z.object({ password: text, pin: text, back: text });

/** Where a technician chooses the PIN with which he or she signs. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('pin')
@Roles('technician')
export class PinPageController {
  constructor(private readonly pins: Pins) {}

  @Get()
  async page(
    @CurrentAccount() account: KnownAccount,
    @Query('back') back: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(account, request, response, { back: ownPath(back) });
  }

  @Post()
  async set(
    @Body({ schema: pinForm }) { password, pin, back }: z.output<typeof pinForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.pins.set(account.id, { password, pin }, addressOf(request));
      response.redirect(303, ownPath(back));
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      setRetryAfter(response, error);
      response.status(httpStatusOf(error));
      await this.show(account, request, response, { back: ownPath(back), refusal: error });
    }
  }

  @Post('remove')
  async remove(
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.pins.remove(account.id, addressOf(request));
    response.redirect(303, '/pin');
  }

  private async show(
    { id, name }: KnownAccount,
    request: Request,
    response: Response,
    { back, refusal }: { back: string; refusal?: EtabliError },
  ): Promise<void> {
    const page = pageOf(request, '');
    const t = recetteWords(page.language);
    const problem = refusal && say(describe(refusal).text, page.language);
    const html = renderTemplate('board/recette/pin.html', {
      ...page,
      t,
      title: t.pinTitle,
      accountName: name,
      back,
      isSet: await this.pins.has(id),
      // A weak PIN is the PIN’s fault; everything else is about the password.
      ...(problem !== undefined &&
        (refusal instanceof InputError ? { pinProblem: problem } : { passwordProblem: problem })),
    });
    sendPage(response, html);
  }
}
