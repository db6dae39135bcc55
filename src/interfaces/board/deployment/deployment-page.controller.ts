import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  Post,
  Redirect,
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
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { ConflictError, isActive } from '../../../platform/core/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Acceptance, Arming, Deployments, LocalBoots } from '../../../deployment/pipeline/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { mustHaveRead } from '../frame/confirmation.js';
import { PcPages } from '../machine/pc-pages.js';
import type { RefusedForm } from './deployment.view.js';
import { sendPage } from '../frame/send-page.js';
import { LiveSubject } from '../frame/live-subject.guard.js';

const understoodForm = z.object({ understood: z.string().optional() });
const acceptForm = z.object({ check: z.string().min(1).max(200) });
const retryForm = understoodForm.extend({
  from: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .default('failed-step'),
});
const closeForm = z.object({ note: z.string().trim().max(500).default('') });

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('deployments/:id')
@Roles('viewer')
export class DeploymentPageController {
  constructor(private readonly pages: PcPages) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Promise<string> {
    return this.pages.of({ deployment: id }, request);
  }

  @Sse('live')
  @LiveSubject('deployment')
  follow(@Param('id', RecordIdPipe) id: string, @Req() request: Request): Observable<MessageEvent> {
    return this.pages.follow({ deployment: id }, request);
  }
}

@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('deployments/:id')
@Roles('technician')
export class DeploymentActController {
  constructor(
    private readonly deployments: Deployments,
    private readonly arming: Arming,
    private readonly acceptance: Acceptance,
    private readonly pages: PcPages,
    private readonly localBoots: LocalBoots,
  ) {}

  @Post('arm')
  @Redirect('..', 303)
  async arm(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: understoodForm }) form: z.output<typeof understoodForm>,
    @CurrentAccount() account: KnownAccount,
  ) {
    mustHaveRead(form);
    await this.arming.arm([await this.deployments.get(id)], actorOf(account));
    return { url: `/deployments/${id}` };
  }

  @Post('disarm')
  @Redirect('..', 303)
  async disarm(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.arming.disarm(id, actorOf(account));
    return { url: `/deployments/${id}` };
  }

  @Post('cancel')
  @Redirect('..', 303)
  async cancel(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: understoodForm }) form: z.output<typeof understoodForm>,
    @CurrentAccount() account: KnownAccount,
  ) {
    mustHaveRead(form);
    await this.arming.cancel(id, actorOf(account));
    return { url: `/deployments/${id}` };
  }

  @Post('close')
  async close(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: closeForm }) { note }: z.output<typeof closeForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (note === '') return this.sendBack(id, { note }, 400, request, response);
    await this.arming.close(id, note, actorOf(account));
    response.redirect(303, `/deployments/${id}`);
  }

  @Post('retry')
  async retry(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: retryForm }) { from, understood }: z.output<typeof retryForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const choices = await this.deployments.retryChoices(await this.deployments.get(id));
    const erases = choices.find((choice) => choice.from === from)?.erases === 'again';
    if (erases && understood !== 'yes') return this.sendBack(id, { retry: from }, 400, request, response);
    try {
      await this.deployments.retry(id, from, actorOf(account));
    } catch (error) {
      // Pressed twice, or by two people at once: it is retried, as was wanted.
      const isUnderWay = error instanceof ConflictError && isActive((await this.deployments.get(id)).state);
      if (!isUnderWay) throw error;
    }
    response.redirect(303, `/deployments/${id}?done=retried`);
  }

  @Post('local-boot')
  @Redirect('..', 303)
  async bootLocally(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.localBoots.set(id, true, actorOf(account));
    return { url: `/deployments/${id}` };
  }

  @Post('network-boot')
  @Redirect('..', 303)
  async bootFromNetwork(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.localBoots.set(id, false, actorOf(account));
    return { url: `/deployments/${id}` };
  }

  @Post('reservations')
  @Redirect('..', 303)
  async accept(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: acceptForm }) { check }: z.output<typeof acceptForm>,
    @CurrentAccount() account: KnownAccount,
  ) {
    await this.acceptance.accept(id, check, account);
    return { url: `/deployments/${id}` };
  }

  /** Shows the page again with the refused form: the fields keep what was typed, with the reason next to them. */
  private async sendBack(
    id: string,
    refused: RefusedForm,
    status: number,
    request: Request,
    response: Response,
  ): Promise<void> {
    const html = await this.pages.of({ deployment: id }, request, refused);
    sendPage(response.status(status), html);
  }
}
