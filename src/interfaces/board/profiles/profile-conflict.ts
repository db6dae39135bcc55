import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Profiles, ProfileTexts, type ProfileDifference } from '../../../documents/profile/server.js';
import { accountOf } from '../../../platform/account/index.js';
import type { ConflictError } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { readerOf } from '../frame/reader.js';

/** Somebody else saved meanwhile: who, when, and what the own text would change of it. */
export interface ConflictView {
  /** The profile that the text is of. */
  name: string;
  text: string;
  remedy: string;
  version: number;
  by: string;
  at: Moment;
  difference?: ProfileDifference;
}

/** Tells a technician about a version that was saved while he wrote, so that he decides, not the order of clicks. */
@Injectable()
export class ProfileConflict {
  constructor(
    private readonly profiles: Profiles,
    private readonly texts: ProfileTexts,
  ) {}

  /** Undefined where the other version is gone, or the text cannot be compared. */
  async of(text: string, error: ConflictError, request: Request): Promise<ConflictView | undefined> {
    const { language } = readerOf(request);
    const owner = accountOf(request)?.name ?? '';
    const { document } = await this.texts.review(text, owner);
    if (document === undefined) return undefined;
    const { name } = document;
    const current = await this.profiles.find(name);
    const about = {
      name,
      text: say(error.text, language),
      remedy: say(error.remedy ?? error.text, language),
    };
    if (current === undefined) return { ...about, version: 0, by: '', at: momentOf(new Date(), language) };
    return {
      ...about,
      version: current.version,
      by: current.createdBy,
      at: momentOf(current.createdAt, language),
      difference: await this.texts.difference(current.document, document, owner),
    };
  }
}
