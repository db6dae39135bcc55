import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import {
  ConflictError,
  httpStatusOf,
  InputError,
  type Finding,
  type Language,
} from '../../../platform/core/index.js';
import { Profiles, ProfileTexts, readyMadeProfiles } from '../../../documents/profile/server.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { cataloguePage } from '../catalogues/catalogue-page.js';
import { readerOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { type Edit, editSchema, fieldsOf, type SavedForm, savedFormSchema } from './editor.schema.js';
import type { FormChange } from './form/form-change.js';
import { ProfileConflict, type ConflictView } from './profile-conflict.js';
import { type EditorView, ProfileEditor } from './profile-editor.js';
import { profileWords } from './words.js';

const fromQuery = z.object({ from: z.string().max(100).catch('') });
const versionQuery = z.object({ version: z.coerce.number().int().min(1).optional().catch(undefined) });

/** What the page of the editor is about. */
interface Edited {
  /** Empty for a new profile. */
  profile: string;
  basedOn: number;
  refused?: Finding[];
  conflict?: ConflictView;
}

/** Writing profiles: the form and the YAML beside each other. A save makes a version, and changes none. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('profiles')
@Roles('technician')
export class ProfileEditorPageController {
  constructor(
    private readonly profiles: Profiles,
    private readonly texts: ProfileTexts,
    private readonly editor: ProfileEditor,
    private readonly conflicts: ProfileConflict,
  ) {}

  @Get('new')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async fresh(
    @Query({ schema: fromQuery }) { from }: z.output<typeof fromQuery>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const ready = await readyMadeProfiles();
    const chosen = ready.find(({ name }) => name === from);
    if (chosen) return this.page(request, account, chosen.text, { profile: '', basedOn: 0 });
    const page = cataloguePage(request, '', 'profiles');
    const t = profileWords(page.language);
    return renderTemplate('board/profiles/new.html', {
      ...page,
      title: t.newProfile,
      t,
      ready: await Promise.all(
        ready.map(async ({ name, text }) => ({
          name,
          title: await this.titleOf(text, account, page.language),
        })),
      ),
    });
  }

  @Get(':name/edit')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async edit(
    @Param('name') name: string,
    @Query({ schema: versionQuery }) { version }: z.output<typeof versionQuery>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ): Promise<string> {
    const current = await this.profiles.latest(name);
    const shown = version === undefined ? current : await this.profiles.numbered(name, version);
    const text = await this.texts.of(shown, account.name);
    return this.page(request, account, text, { profile: name, basedOn: current.version });
  }

  /** What the page asks while somebody writes. Nothing is stored. */
  @Post('editor')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async look(
    @Body({ schema: editSchema }) { text, changes }: Edit,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ) {
    const { language } = readerOf(request);
    const changed = await this.editor.change(text, changes, account.name);
    const view = await this.editor.look(changed.text, account.name, language, changed.refused);
    const t = profileWords(language);
    return {
      text: view.text,
      form: renderTemplate('board/profiles/form.html', { ...view, t, language }),
      findings: renderTemplate('board/profiles/findings.html', { ...view, t, language }),
      lines: linesOf(view),
    };
  }

  /** Saves, or does without a script what the page does while somebody writes. */
  @Post('editor/save')
  @HttpCode(200)
  async save(
    @Body({ schema: savedFormSchema }) form: SavedForm,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { profile, basedOn } = form;
    const { text, refused } = await this.taken(form, account, readerOf(request).language);
    const again = async (edited: Edited) => this.page(request, account, text, edited);
    if (form.do !== 'save' || refused.length > 0)
      return sendPage(response, await again({ profile, basedOn, refused }));
    try {
      const base = await this.baseOf({ text, profile, basedOn }, account);
      const version = await this.profiles.apply(text, actorOf(account), base);
      response.redirect(303, `/profiles/${version.name}?saved=${version.version}`);
    } catch (error) {
      if (error instanceof ConflictError) {
        const conflict = await this.conflicts.of(text, error, request);
        const edited = conflict
          ? { profile: conflict.name, basedOn: conflict.version, conflict }
          : { profile, basedOn };
        return sendPage(response.status(httpStatusOf(error)), await again(edited));
      }
      if (!(error instanceof InputError)) throw error;
      sendPage(response.status(422), await again({ profile, basedOn }));
    }
  }

  /**
   * Without a script, the form is put into the text here: each field that is no longer what the page showed. A script
   * does that while somebody writes, and sends no `before`.
   */
  private async taken(form: SavedForm, account: KnownAccount, language: Language) {
    if (form.before === undefined) return { text: form.text, refused: [] };
    const shown = await this.editor.shown(form.before, account.name, language);
    const changes: FormChange[] = fieldsOf(form).filter(
      ({ id, value }) => shown.has(id) && shown.get(id) !== value,
    );
    if (!['save', 'check', 'form'].includes(form.do)) changes.push({ id: form.do, value: '' });
    return this.editor.change(form.text, changes, account.name);
  }

  /** A text with another name makes another profile, which must not be there yet. */
  private async baseOf(
    { text, profile, basedOn }: Pick<SavedForm, 'text' | 'profile' | 'basedOn'>,
    account: KnownAccount,
  ): Promise<number> {
    const { document } = await this.texts.review(text, account.name);
    return document === undefined || document.name === profile || basedOn === 0 ? basedOn : 0;
  }

  private async titleOf(text: string, account: KnownAccount, language: Language): Promise<string> {
    const { document } = await this.texts.review(text, account.name);
    return document?.title?.[language] ?? document?.name ?? '';
  }

  private async page(request: Request, account: KnownAccount, text: string, edited: Edited): Promise<string> {
    const page = cataloguePage(request, '', 'profiles');
    const t = profileWords(page.language);
    const view = await this.editor.look(text, account.name, page.language, edited.refused);
    const title = edited.profile === '' ? t.newProfile : `${t.edit} ${edited.profile}`;
    return renderTemplate('board/profiles/editor.html', {
      ...page,
      ...view,
      ...edited,
      title,
      t,
      lines: JSON.stringify(linesOf(view)),
      back: edited.profile === '' ? '/profiles' : `/profiles/${edited.profile}`,
    });
  }
}

/** The lines with something about them, for the margin of the text. */
function linesOf({ findings, notes }: EditorView): { line: number; isNote: boolean }[] {
  return [...notes, ...findings].flatMap(({ line, isNote }) =>
    line === undefined ? [] : [{ line, isNote }],
  );
}
