import type { NotCarried, ProfileDocument } from '../../profile/index.js';
import type { AnswerMachine } from '../windows/contribution.js';

export type { NotCarried };

/** What a Linux answer file is made from: a PC, a profile, and access to its secrets. */
export interface LinuxOrder {
  profile: ProfileDocument;
  machine: AnswerMachine;
  /** The value of a secret, or `{vault:reference}` when the file is only shown. */
  secret: (secret: { vault: string }) => string;
  /** Where the PC fetches a package file of the payloads; without it `software` of kind deb is not carried. */
  payloadUrl?: (sha256: string) => string;
}

export interface LinuxAnswer {
  files: { name: string; text: string }[];
  notCarried: NotCarried[];
}

/** Whether a secret is shown as its reference rather than revealed. */
export function isShown(value: string, { vault }: { vault: string }): boolean {
  return value === `{vault:${vault}}`;
}
