import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  Post,
  Query,
  Req,
  Res,
  Sse,
  UseFilters,
  type MessageEvent,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import {
  CheckEvidence,
  ManualAnswers,
  Signing,
  type SigningPlace,
} from '../../../deployment/pipeline/index.js';
import { MANUAL_VERDICTS } from '../../../deployment/recette/index.js';
import {
  addressOf,
  CurrentAccount,
  Roles,
  type KnownAccount,
  setRetryAfter,
} from '../../../platform/account/index.js';
import { EtabliError, httpStatusOf, InputError, NotFoundError } from '../../../platform/core/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { LivePages } from '../frame/live-pages.js';
import { LiveSubject } from '../frame/live-subject.guard.js';
import { readerOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { RecettePages, type PageState } from './recette-pages.js';

const text = z.string().max(2_000).catch('');
const answerForm = z.object({
  verdict: z.enum(MANUAL_VERDICTS),
  remark: z.string().max(1000).default(''),
  revision: z.coerce.number().int().min(0),
});
const allForm = z.object({ check: z.union([z.string().max(200).array().max(100), z.string().max(200)]) });
const drawing = z.base64().max(140_000).catch('');
const digest = z.string().max(64);
const signForm = z.object({ account: text, pin: text, drawing, answers: digest });
const customerForm = z.object({ name: text, drawing, answers: digest });

/** The recette by hand: on a phone or tablet at the PC. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('recette/:id')
@Roles('viewer')
export class RecettePageController {
  constructor(
    private readonly pages: RecettePages,
    private readonly liveParts: LivePages,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    return this.pages.of(id, request);
  }

  /** The same page, with the answer to one check open. */
  @Get('checks/:check')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async check(
    @Param('id', RecordIdPipe) id: string,
    @Param('check') check: string,
    @Query('wanted') wanted: unknown,
    @Req() request: Request,
  ): Promise<string> {
    const verdict = MANUAL_VERDICTS.find((one) => one === wanted);
    return this.pages.of(id, request, { panel: { check, ...(verdict && { wanted: verdict }) } });
  }

  @Sse('live')
  @LiveSubject('deployment')
  follow(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Observable<MessageEvent> {
    const reader = readerOf(request);
    const draw = () => this.pages.live(id, request, reader);
    return this.liveParts.follow(draw, (change) => change.channel === 'deployment' && change.id === id);
  }
}

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('recette/:id')
@Roles('technician')
export class RecetteAnswerPageController {
  constructor(
    private readonly pages: RecettePages,
    private readonly answers: ManualAnswers,
    private readonly evidence: CheckEvidence,
    private readonly signing: Signing,
  ) {}

  @Post('all')
  async passOpen(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: allForm }) { check }: z.output<typeof allForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(id, request, response, {}, async () => {
      await this.answers.passOpen(id, [check].flat(), account);
    });
  }

  @Post('checks/:check')
  async answer(
    @Param('id', RecordIdPipe) id: string,
    @Param('check') check: string,
    @Body({ schema: answerForm }) { verdict, remark, revision }: z.output<typeof answerForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // The note that was typed stays in the open panel when the answer is refused.
    const panel = { check, remark, wanted: verdict };
    await this.show(id, request, response, { panel }, () =>
      this.answers.answer(id, check, { verdict, remark: remark.trim() || undefined, revision }, account),
    );
  }

  @Post('checks/:check/photos/:digest/remove')
  async removePhoto(
    @Param('id', RecordIdPipe) id: string,
    @Param('check') checkId: string,
    @Param('digest') photo: string,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(id, request, response, {}, () =>
      this.evidence.remove({ deploymentId: id, checkId }, photo, account),
    );
  }

  @Post('sign')
  async sign(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: signForm }) form: z.output<typeof signForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const typed = { role: 'technician', name: form.account } as const;
    await this.show(id, request, response, { typed }, () =>
      this.signing.byTechnician(placeOf(id, form, account, request), {
        name: form.account.trim() || undefined,
        pin: form.pin,
      }),
    );
  }

  @Post('customer')
  async signAsCustomer(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: customerForm }) form: z.output<typeof customerForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const typed = { role: 'customer', name: form.name } as const;
    await this.show(id, request, response, { typed }, () =>
      this.signing.byCustomer(placeOf(id, form, account, request), form.name),
    );
  }

  /** Does the act and goes back to the page, or shows the page with the reason and what was typed. */
  private async show(
    id: string,
    request: Request,
    response: Response,
    state: PageState,
    act: () => Promise<void>,
  ): Promise<void> {
    try {
      await act();
      response.redirect(303, `/recette/${id}`);
    } catch (error) {
      if (!(error instanceof EtabliError) || error instanceof NotFoundError) throw error;
      setRetryAfter(response, error);
      const isAboutNote = error instanceof InputError && state.panel !== undefined;
      const shown = isAboutNote
        ? { panel: { ...state.panel!, problem: true } }
        : { ...state, refusal: error };
      const html = await this.pages.of(id, request, shown);
      sendPage(response.status(httpStatusOf(error)), html);
    }
  }
}

function placeOf(
  deploymentId: string,
  { drawing: drawn, answers }: { drawing: string; answers: string },
  account: KnownAccount,
  request: Request,
): SigningPlace {
  return {
    deploymentId,
    account,
    address: addressOf(request),
    seen: answers,
    drawing: drawn === '' ? undefined : Buffer.from(drawn, 'base64'),
  };
}
