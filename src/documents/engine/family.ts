import type { ReferencedMachine } from '../../park/machine/index.js';
import type { OwnThreads } from '../../platform/threads/index.js';
import type { ProfileDocument } from '../profile/index.js';
import type { CheckedDocument } from './check-document.js';
import type { Rendered } from './rendering.js';

/** An order to render: `choice` is what only this family asks, a kind of file or a platform. */
export type RenderRequest<Choice> = Choice & {
  profile: ProfileDocument;
  machine: ReferencedMachine;
  /** The values of the secrets by reference; without it every secret is written as `{vault:reference}`. */
  reveal?: ReadonlyMap<string, string>;
};

/** One family of documents: answer files, or files of management. All work is done within the limits of a thread. */
export interface DocumentFamily<Choice, File, CheckOptions> {
  /** The first part of its actions in the audit log: `answer.reveal`. */
  name: 'answer' | 'mdm';
  render: (threads: OwnThreads, request: RenderRequest<Choice>) => Promise<Rendered<File>>;
  check: (threads: OwnThreads, bytes: Uint8Array, options: CheckOptions) => Promise<CheckedDocument>;
}
