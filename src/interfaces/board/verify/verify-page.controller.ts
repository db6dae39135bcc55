import { Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type FileOutcome,
  instantText,
  readCode,
  VerificationDesk,
} from '../../../deployment/certificate/index.js';
import { addressOf, Public } from '../../../platform/account/index.js';
import { InputError, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { languageOfReader, pageOf } from '../frame/reader.js';
import { readFormFiles } from './form-files.js';
import { verifiedView } from './verified.view.js';
import { verifyWordsIn } from './words.js';

type Stamped = Extract<FileOutcome, { isAuthentic: true }>;

/** Where anybody checks a certificate, without an account. Nothing that is sent here is kept. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('verify')
@Public()
export class VerifyPageController {
  constructor(private readonly desk: VerificationDesk) {}

  /** `code`: what a scanner typed. */
  @Get()
  page(@Req() request: Request, @Res() response: Response, @Query('code') code?: unknown): void {
    if (typeof code !== 'string' || code.trim() === '') return send(request, response, {});
    const read = readCode(code);
    if (read) return response.redirect(303, `/verify/${read.number}/${read.fragment}`);
    send(request, response.status(400), { code: code.slice(0, 500), isBadCode: true });
  }

  @Post()
  async check(@Req() request: Request, @Res() response: Response): Promise<void> {
    const address = addressOf(request);
    await this.desk.admit(address);
    const files = await readFormFiles(request);
    const file = files.get('file');
    if (file === undefined) return send(request, response.status(400), { isFileMissing: true });
    try {
      const found = await this.desk.file(file, address, files.get('key')?.toString('utf8'));
      const language = languageOfReader(request);
      send(
        request,
        response,
        found.isAuthentic
          ? {
              verified: verifiedView(found, language),
              isAuthentic: true,
              byOwnKey: found.byOwnKey,
              ...(found.kind === 'pdf' && { isPdf: true, timeStamp: stampText(found, language) }),
            }
          : { isRefused: true, reason: say(found.reason, language) },
      );
    } catch (error) {
      if (!(error instanceof InputError && error.findings.some(({ field }) => field === 'key'))) throw error;
      send(request, response.status(400), { isBadKey: true });
    }
  }

  @Get(':number/:fragment')
  async code(
    @Param('number') number: string,
    @Param('fragment') fragment: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.desk.admit(addressOf(request));
    const read = readCode(`${number}/${fragment}`);
    const found = read && (await this.desk.byCode(read.number, read.fragment));
    if (!found) return send(request, response.status(404), { isUnknown: true });
    const verified = verifiedView(found, languageOfReader(request));
    send(request, response, { verified, isIssued: true });
  }
}

function send(request: Request, response: Response, more: object): void {
  const t = verifyWordsIn(languageOfReader(request));
  const html = renderTemplate('board/verify/verify.html', {
    ...pageOf(request, t.title),
    t,
    code: '',
    ...more,
  });
  response.setHeader('Cache-Control', 'no-store');
  response.type('html').send(html);
}

/** Who stamped the signature, and when; empty without a time stamp. */
function stampText({ timeStamp, certificate: { timeZone } }: Stamped, language: Language): string {
  if (timeStamp === undefined) return '';
  return `${timeStamp.by}, ${instantText(timeStamp.at, { language, timeZone })}`;
}
