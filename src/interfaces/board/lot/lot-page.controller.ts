import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  Post,
  Redirect,
  Req,
  Sse,
  UseFilters,
  type MessageEvent,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { describe, say, type Language } from '../../../platform/core/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import {
  Arming,
  DeploymentStore,
  LotArming,
  Lots,
  type Deployment,
  type LotView,
} from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { mustHaveRead } from '../frame/confirmation.js';
import { countsOf } from './lot-card.js';
import { LivePages } from '../frame/live-pages.js';
import { LiveSubject } from '../frame/live-subject.guard.js';
import { mayAct, pageOf, readerOf } from '../frame/reader.js';
import { nameOf, Rows } from '../workshop/rows.js';
import { wordsIn } from '../frame/words.js';

const understoodForm = z.object({ understood: z.string().optional() });

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('lots/:id')
export class LotPageController {
  constructor(
    private readonly lots: Lots,
    private readonly deployments: DeploymentStore,
    private readonly arming: Arming,
    private readonly lotArming: LotArming,
    private readonly rows: Rows,
    private readonly live: LivePages,
  ) {}

  @Get()
  @Roles('viewer')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    const lot = await this.lots.get(id);
    const { customer, number, profile } = lot;
    const page = pageOf(request, number, 'lots');
    const all = await this.deployments.ofLot(id);
    const planned = all.filter(({ state }) => state === 'planned');
    return renderTemplate('board/lot/lot.html', {
      ...page,
      lot: { id, number, customer, profile: `${profile.name} v${profile.version}` },
      ...(await this.standing(lot, page.language)),
      ...(mayAct(page) && (await this.erasures(planned, page.language))),
    });
  }

  @Sse('live')
  @LiveSubject('lot')
  @Roles('viewer')
  follow(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Observable<MessageEvent> {
    const { language } = readerOf(request);
    const w = wordsIn(language);
    const draw = async () => {
      return renderTemplate('board/lot/lot-live.html', {
        language,
        w,
        ...(await this.standing(await this.lots.get(id), language)),
      });
    };
    return this.live.followTogether(`lot ${id} ${language}`, draw, ({ channel }) => channel === 'deployment');
  }

  @Post('arm')
  @Roles('technician')
  @Redirect('..', 303)
  async arm(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: understoodForm }) form: z.output<typeof understoodForm>,
    @CurrentAccount() account: KnownAccount,
  ) {
    mustHaveRead(form);
    await this.lotArming.arm(id, actorOf(account));
    return { url: `/lots/${id}` };
  }

  /** The number of PCs by outcome, and a row for each. */
  private async standing(lot: LotView, language: Language) {
    return {
      counts: countsOf(lot, language),
      ended: lot.ended,
      rows: await this.rows.of(await this.deployments.ofLot(lot.id), language),
      nothing: wordsIn(language).emptyLot,
    };
  }

  /** What arming would erase on each PC, or why the PCs cannot be armed. */
  private async erasures(planned: Deployment[], language: Language) {
    if (planned.length === 0) return {};
    const names = new Map(planned.map((deployment) => [deployment.id, nameOf(deployment)]));
    return this.arming.preview(planned).then(
      (erasures) => ({
        erasures: erasures.map(({ deploymentId, text }) => ({
          name: names.get(deploymentId) ?? '',
          text: say(text, language),
        })),
      }),
      (error: unknown) => {
        const { text, remedy } = describe(error);
        const words = remedy === undefined ? [text] : [text, remedy];
        return { unarmable: words.map((each) => say(each, language)).join(' — ') };
      },
    );
  }
}
