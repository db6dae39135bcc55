import type { CheckedDocument, Rendered } from '../../../documents/engine/index.js';
import type { ProfileDocument } from '../../../documents/profile/index.js';
import type { OwnThreads } from '../../../platform/threads/index.js';

/** The options that every family takes, apart from its choice of files. */
export interface DocumentOptions {
  profileVersion?: number;
  machine?: string;
  serial?: string;
  assetTag?: string;
  mac?: string;
  hostname?: string;
  /** Files that the profile names by their digest. */
  payload?: string[];
  reveal?: boolean;
}

/** What the options say about the machine. */
export interface MachineFacts {
  serial?: string;
  assetTag?: string;
  hostname?: string;
  macs?: string[];
}

export type FamilyCheck<Options> = (
  threads: OwnThreads,
  bytes: Uint8Array,
  options: Options & { fileName?: string },
) => Promise<CheckedDocument>;

/** One family of documents, as the commands see it. `Dto` is what the API answers to an order. */
export interface CommandFamily<Options extends DocumentOptions, File extends { name: string }, Dto> {
  /** `/api/answer` */
  path: string;
  /** The part of an order that only this family has. */
  choice(options: Options): object;
  /** Renders without a server. */
  render(
    profile: ProfileDocument,
    machine: MachineFacts,
    options: Options,
  ): Promise<Rendered<File>> | Rendered<File>;
  /** The files that the API answered. */
  received(answer: Dto): Rendered<File>;
  content(file: File): string | Buffer;
  /** The result without --output: with --json, and as text. Throws InputError for what a terminal cannot show. */
  printed(rendered: Rendered<File>): { json: unknown; lines: string[] };
}
