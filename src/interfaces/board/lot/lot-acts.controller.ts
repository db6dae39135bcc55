import { Body, Controller, HttpCode, Param, Post, Redirect, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { fieldIn, PermanentError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Wakes } from '../../../deployment/boot/index.js';
import {
  type ActVerdict,
  LOT_ACTS,
  LotActs,
  LotArming,
  type LotAct,
  lotChangeSchema,
  LotPausing,
  Lots,
  nameOf,
} from '../../../deployment/pipeline/index.js';
import { findingsOf } from '../../../documents/profile/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { mustHaveRead } from '../frame/confirmation.js';
import { languageOfReader, pageOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { LotPages } from './lot-pages.js';
import { lotWords } from './words.js';

const understoodForm = z.object({ understood: z.string().optional() });
type Understood = z.output<typeof understoodForm>;
const ids = z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(5_000)]).default([]);
const actForm = z.object({ act: z.enum(LOT_ACTS), pc: ids, understood: z.string().optional() });
const text = z.string().max(4_000).default('');
const detailsForm = z.object({
  customer: text,
  orderNumber: text,
  site: text,
  dueOn: text,
  beginAt: text,
  notes: text,
});

/** What a technician does with a lot. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('lots/:id')
@Roles('technician')
export class LotActController {
  constructor(
    private readonly lots: Lots,
    private readonly pages: LotPages,
    private readonly arming: LotArming,
    private readonly pausing: LotPausing,
    private readonly acts: LotActs,
    private readonly wakes: Wakes,
  ) {}

  @Post('arm')
  @Redirect('..', 303)
  async arm(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: understoodForm }) form: Understood,
    @CurrentAccount() account: KnownAccount,
  ) {
    mustHaveRead(form);
    await this.arming.arm(id, actorOf(account));
    return { url: `/lots/${id}` };
  }

  @Post('pause')
  @Redirect('..', 303)
  async pause(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.pausing.pause(id, actorOf(account));
    return { url: `/lots/${id}` };
  }

  @Post('resume')
  @Redirect('..', 303)
  async resume(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.pausing.resume(id, actorOf(account));
    return { url: `/lots/${id}` };
  }

  @Post('cancel')
  @Redirect('..', 303)
  async cancel(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: understoodForm }) form: Understood,
    @CurrentAccount() account: KnownAccount,
  ) {
    mustHaveRead(form);
    await this.arming.cancel(id, actorOf(account));
    return { url: `/lots/${id}` };
  }

  @Post('retry-failed')
  @HttpCode(200)
  async retryFailed(
    @Param('id', RecordIdPipe) id: string,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const verdicts = await this.acts.retryFailed(id, actorOf(account));
    sendPage(response, await this.verdicts(id, verdicts, request));
  }

  /** One act on the PCs that are ticked. Cancelling asks first: it cannot be undone. */
  @Post('acts')
  @HttpCode(200)
  async several(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: actForm }) { act, pc, understood }: z.output<typeof actForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (pc.length === 0) throw nothingTicked();
    if (act === 'cancel' && understood !== 'yes') {
      return sendPage(response, await this.confirmation(id, pc, request));
    }
    sendPage(response, await this.verdicts(id, await this.done(id, act, pc, account), request));
  }

  /** Keeps what was typed when a field is wrong, and changes nothing then. */
  @Post('details')
  async details(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: detailsForm }) values: z.output<typeof detailsForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const checked = lotChangeSchema.safeParse(values);
    if (checked.success) {
      await this.lots.change(id, checked.data, actorOf(account));
      return response.redirect(303, `/lots/${id}`);
    }
    const language = languageOfReader(request);
    const problems = Object.fromEntries(
      findingsOf(checked.error, values).map((finding) => [
        fieldIn(finding, 'en'),
        say(finding.expected, language),
      ]),
    );
    const html = await this.pages.of(id, request, { page: 1 }, { values, problems });
    sendPage(response.status(400), html);
  }

  private async done(id: string, act: LotAct, pcs: string[], account: KnownAccount): Promise<ActVerdict[]> {
    const actor = actorOf(account);
    if (act !== 'wake') return this.acts.act(id, act, pcs, actor);
    return (await this.wakes.wake(id, pcs, actor)).verdicts;
  }

  private async verdicts(id: string, verdicts: ActVerdict[], request: Request): Promise<string> {
    const lot = await this.lots.get(id);
    const page = pageOf(request, lot.number, 'lots');
    const t = lotWords(page.language);
    return renderTemplate('board/lot/acts.html', {
      ...page,
      t,
      lot: { id, number: lot.number, customer: lot.customer },
      verdicts: verdicts.map(({ name, deploymentId, isDone, text: said }) => ({
        name,
        href: `/deployments/${deploymentId}`,
        look: isDone ? 'done' : 'failed',
        state: isDone ? t.done : t.refused,
        text: say(said, page.language),
      })),
    });
  }

  private async confirmation(id: string, pcs: string[], request: Request): Promise<string> {
    const lot = await this.lots.get(id);
    const page = pageOf(request, lot.number, 'lots');
    const named = await this.acts.named(id, pcs);
    return renderTemplate('board/lot/cancel-several.html', {
      ...page,
      t: lotWords(page.language),
      lot: { id, number: lot.number, customer: lot.customer },
      pcs: named.map((one) => ({ id: one.id, name: one.deployment ? nameOf(one.deployment) : one.id })),
    });
  }
}

function nothingTicked(): PermanentError {
  return new PermanentError(
    { fr: 'aucun PC n’est coché', en: 'no PC is ticked' },
    {
      remedy: {
        fr: 'Cochez au moins un PC, puis choisissez l’action.',
        en: 'Tick at least one PC, then choose the action.',
      },
    },
  );
}
