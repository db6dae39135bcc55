import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { qrSvg } from '../../../documents/mdm/index.js';
import { ManualChecks } from '../../../deployment/recette/index.js';
import { accountOf, UnauthenticatedError } from '../../../platform/account/index.js';
import { publicAddress, type Config } from '../../../platform/config/index.js';
import { describe, NotFoundError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { CONFIG } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { pageOf, type Reader } from '../frame/reader.js';
import { pastAnswers } from './check-card.js';
import { RecetteView, type TypedSignature } from './recette.view.js';
import { recetteWords } from './words.js';

/** What the page shows besides the checks: the check that is being answered, and why a form was refused. */
export interface PageState {
  /** The check whose answer is open, with what was typed. */
  panel?: { check: string; remark?: string; wanted?: string; problem?: boolean };
  /** Why nothing was recorded. */
  refusal?: unknown;
  typed?: TypedSignature;
}

/** The page of a recette by hand, also the answer to a refused form. */
@Injectable()
export class RecettePages {
  constructor(
    private readonly view: RecetteView,
    private readonly manual: ManualChecks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(id: string, request: Request, { panel, refusal, typed }: PageState = {}): Promise<string> {
    const account = accountOf(request);
    if (account === undefined) throw new UnauthenticatedError();
    const reader = pageOf(request, '', 'workshop');
    const { language } = reader;
    const view = await this.view.of(id, reader, account, typed);
    const t = recetteWords(language);
    const address = this.addressOf(id, request);
    const svg = await qrSvg(address);
    return renderTemplate('board/recette/recette.html', {
      ...reader,
      ...view,
      t,
      title: `${view.name} – ${t.title}`,
      address,
      qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      ...(refusal !== undefined && { refusal: refusalView(refusal, reader) }),
      ...(panel && view.mayAnswer && { panel: await this.panel(id, panel, reader) }),
    });
  }

  /** What changes while the page is open. */
  async live(id: string, request: Request, reader: Reader): Promise<string> {
    const account = accountOf(request);
    if (account === undefined) throw new UnauthenticatedError();
    const view = await this.view.of(id, reader, account);
    return renderTemplate('board/recette/recette-live.html', {
      ...reader,
      ...view,
      t: recetteWords(reader.language),
    });
  }

  private async panel(id: string, given: NonNullable<PageState['panel']>, { language }: Reader) {
    const check = (await this.manual.answerable(id)).find((one) => one.id === given.check);
    if (check === undefined)
      throw new NotFoundError({
        fr: 'ce contrôle n’est pas attendu ici',
        en: 'this check is not expected here',
      });
    const history = await this.manual.history(id, check.id);
    return {
      path: `/recette/${id}/checks/${encodeURIComponent(check.id)}`,
      checkId: check.id,
      title: say(check.title, language),
      revision: check.revision,
      remark: given.remark ?? check.remark ?? '',
      wanted: given.wanted ?? '',
      problem: given.problem ?? false,
      ...(history.length > 0 && { history: pastAnswers(history, language) }),
    };
  }

  /** For the camera of a tablet: the name by which this reader reached the server, unless that is this very machine. */
  private addressOf(id: string, { secure, headers: { host = '' } }: Request): string {
    const isReachable = secure && host !== '' && !/^(localhost|127\.|\[::1\])/.test(host);
    const origin = isReachable
      ? `https://${host}`
      : `https://${publicAddress(this.config)}:${this.config.httpsPort}`;
    return `${origin}/recette/${id}`;
  }
}

function refusalView(error: unknown, { language }: Reader) {
  const { text, remedy } = describe(error);
  return { text: say(text, language), ...(remedy && { remedy: say(remedy, language) }) };
}
