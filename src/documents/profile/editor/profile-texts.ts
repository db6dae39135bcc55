import { Injectable } from '@nestjs/common';
import { DocumentThreads, threadFile } from '../../../platform/threads/index.js';
import type { ProfileVersion } from '../profile.entity.js';
import type { ProfileDocument } from '../profile.schema.js';
import { ProfileStore } from '../profile.store.js';
import type { FieldChange } from './change.js';
import type { ProfileDifference } from './difference.js';
import type { ProfileReview } from './review.js';

const work = threadFile<typeof import('../profile.thread.js')>(
  new URL('../profile.thread.js', import.meta.url),
);

/** What a person does with the text of a profile before it is saved. Nothing here stores anything. */
@Injectable()
export class ProfileTexts {
  constructor(
    private readonly store: ProfileStore,
    private readonly threads: DocumentThreads,
  ) {}

  /** What is wrong with a text, line by line, and what it stands for. */
  review(text: string, owner: string): Promise<ProfileReview> {
    return work('review')(this.threads.of(owner), text);
  }

  /** The text with one field changed, comments kept. Rejects with InputError where only a person can do it. */
  change(text: string, change: FieldChange, owner: string): Promise<string> {
    return work('change')(this.threads.of(owner), text, change);
  }

  /** The lines of these fields, or of their nearest parents. */
  lines(text: string, paths: PropertyKey[][], owner: string): Promise<(number | undefined)[]> {
    return work('lines')(this.threads.of(owner), text, paths);
  }

  /** What was written of a version; where it came as JSON, what it says in YAML. */
  async of({ id, document }: ProfileVersion, owner: string): Promise<string> {
    return (await this.store.text(id)) ?? this.plain(document, owner);
  }

  /** What changed between two profiles, the earlier one first. */
  difference(before: ProfileDocument, after: ProfileDocument, owner: string): Promise<ProfileDifference> {
    return work('difference')(this.threads.of(owner), before, after);
  }

  /** A profile in YAML, without what is so by default. */
  plain(document: ProfileDocument, owner: string): Promise<string> {
    return work('plain')(this.threads.of(owner), document);
  }
}
