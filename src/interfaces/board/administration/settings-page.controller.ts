import { Body, Controller, Get, Header, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { describe, InputError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { allSettings, Settings, type Setting } from '../../../platform/settings/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { fieldProblems } from '../frame/field-problems.js';
import { languageOfReader } from '../frame/reader.js';
import { administrationPage } from './administration-page.js';
import { changeOf, settingView, type Sent, type Typed } from './setting.view.js';

const typedSchema = z.record(z.string().max(100), z.string().max(2_000_000));
const savedQuery = z.object({ saved: z.string().max(100).catch('') });

/** A form for each setting of the installation, saved and tested by itself. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('administration/settings')
@Roles('administrator')
export class SettingsPageController {
  constructor(private readonly settings: Settings) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(
    @Query({ schema: savedQuery }) { saved }: z.output<typeof savedQuery>,
    @Req() request: Request,
  ): Promise<string> {
    return this.page(request, { saved });
  }

  /** Saves the form, or with `act=test` only tries what is typed. */
  @Post(':name')
  @Header('Cache-Control', 'no-store')
  async save(
    @Param('name') name: string,
    @Body({ schema: typedSchema }) typed: Typed,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const setting = this.settings.named(name);
    const change = changeOf(setting.fields, typed);
    const isTest = typed['act'] === 'test';
    try {
      if (!isTest) {
        await this.settings.write(setting, change, actorOf(account));
        response.redirect(303, `/administration/settings?saved=${name}#setting-${name}`);
        return;
      }
      const outcome = await this.settings.test(setting, change, actorOf(account));
      const text = say(outcome, languageOfReader(request));
      const sent = { typed, problems: {}, outcome: { isGood: true, text } };
      response.type('html').send(await this.page(request, { setting, sent }));
    } catch (error) {
      const sent = refused(error, typed, isTest, request);
      response
        .status(400)
        .type('html')
        .send(await this.page(request, { setting, sent }));
    }
  }

  private async page(
    request: Request,
    { saved, setting, sent }: { saved?: string; setting?: Setting; sent?: Sent },
  ): Promise<string> {
    const view = administrationPage(request, 'settings');
    const shown = await Promise.all(allSettings().map((one) => this.settings.shown(one)));
    return renderTemplate('board/administration/settings.html', {
      ...view,
      settings: shown.map((one) => ({
        ...settingView(one, view.language, one.setting.name === setting?.name ? sent : undefined),
        isSaved: one.setting.name === saved,
      })),
    });
  }
}

/** What is wrong, beside its fields; a test that fails says why. Any other error is not of this form. */
function refused(error: unknown, typed: Typed, isTest: boolean, request: Request): Sent {
  const language = languageOfReader(request);
  if (error instanceof InputError) return { typed, problems: fieldProblems(error.findings, language) };
  if (!isTest) throw error;
  const { text, remedy } = describe(error);
  const words = [text, remedy].map((one) => (one ? say(one, language) : '')).filter((one) => one !== '');
  return { typed, problems: {}, outcome: { isGood: false, text: words.join(' ') } };
}
