import { Body, Controller, Get, Header, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { ConflictError, EtabliError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import {
  DRAFT_FIELDS,
  DeploymentStore,
  LotArming,
  LotDrafts,
  type LotView,
} from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { languageOfReader, pageOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { draftSteps } from './draft-steps.js';
import { OrderViews } from './order.view.js';
import { lotWords } from './words.js';

const orderForm = z.object(
  Object.fromEntries(DRAFT_FIELDS.map((field) => [field, z.string().max(4_000).default('')])),
);
const createForm = z.object({
  draft: z.uuid(),
  do: z.enum(['arm', 'plan']),
  understood: z.string().optional(),
});

/** A new lot, second and third move: what it is for, and what it will erase. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('lots/new')
@Roles('technician')
export class LotOrderPageController {
  constructor(
    private readonly drafts: LotDrafts,
    private readonly views: OrderViews,
    private readonly deployments: DeploymentStore,
    private readonly arming: LotArming,
  ) {}

  @Get('profile')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  profile(@CurrentAccount() account: KnownAccount, @Req() request: Request): Promise<string> {
    return this.profilePage(account, request, false);
  }

  /** What is typed is kept, whatever is wrong with it. */
  @Post('profile')
  async fill(
    @Body({ schema: orderForm }) fields: Record<string, string>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.drafts.fill(account, fields);
    const { isGood } = await this.views.fields(account, 'en', true);
    if (isGood) return response.redirect(303, '/lots/new/review');
    const html = await this.profilePage(account, request, true);
    sendPage(response.status(400), html);
  }

  @Get('review')
  async review(
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { isGood } = await this.views.fields(account, 'en', true);
    if (!isGood) return response.redirect(303, '/lots/new/profile');
    const html = await this.reviewPage(account, request, '');
    sendPage(response, html);
  }

  /** Makes the lot, once; arms it when that was asked for and read. */
  @Post('create')
  async create(
    @Body({ schema: createForm }) form: z.output<typeof createForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (form.do === 'arm' && form.understood !== 'yes') {
      const t = lotWords(languageOfReader(request));
      const html = await this.reviewPage(account, request, t.understoodNeeded);
      sendPage(response.status(422), html);
      return;
    }
    const lot = await this.drafts.complete(account, form.draft);
    if (form.do === 'arm') await this.arm(lot, account);
    response.redirect(303, `/lots/${lot.id}`);
  }

  /** A form that is sent twice arms once. */
  private async arm(lot: LotView, account: KnownAccount): Promise<void> {
    try {
      await this.arming.arm(lot.id, actorOf(account));
    } catch (error) {
      const planned = await this.deployments.ofLot(lot.id, { state: 'planned' });
      if (planned.length === 0) return;
      throw error instanceof EtabliError ? madeButNotArmed(lot, error) : error;
    }
  }

  private async profilePage(account: KnownAccount, request: Request, isSent: boolean): Promise<string> {
    const page = pageOf(request, '', 'lots');
    const t = lotWords(page.language);
    return renderTemplate('board/lot/new-profile.html', {
      ...page,
      t,
      title: t.newLot,
      steps: draftSteps('profile', t),
      ...(await this.views.fields(account, page.language, isSent)),
    });
  }

  private async reviewPage(account: KnownAccount, request: Request, problem: string): Promise<string> {
    const page = pageOf(request, '', 'lots');
    const t = lotWords(page.language);
    return renderTemplate('board/lot/new-review.html', {
      ...page,
      t,
      title: t.newLot,
      steps: draftSteps('review', t),
      problem,
      ...(await this.views.review(account, page.language)),
    });
  }
}

function madeButNotArmed({ number }: LotView, { text }: EtabliError): ConflictError {
  return new ConflictError(
    {
      fr: `le lot ${number} est créé, mais pas armé\u00a0: ${say(text, 'fr')}`,
      en: `the lot ${number} was created, but not armed: ${say(text, 'en')}`,
    },
    {
      remedy: {
        fr: 'Corrigez cela, puis armez le lot depuis sa page.',
        en: 'Correct this, then arm the lot from its page.',
      },
    },
  );
}
