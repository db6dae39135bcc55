import type { Bilingual } from '../../../platform/core/index.js';
import type { ProfileDocument } from '../../profile/index.js';
import type { AnswerMachine } from '../windows/contribution.js';

/** What a Linux answer file is made of: a PC, a profile, and the way to its secrets. */
export interface LinuxOrder {
  profile: ProfileDocument;
  machine: AnswerMachine;
  /** The value of a secret, or `{vault:reference}` when the file is only shown. */
  secret: (secret: { vault: string }) => string;
  /** Where the PC fetches a package file of the payloads; without it `software` of kind deb is not carried. */
  payloadUrl?: (sha256: string) => string;
}

/** A choice of the profile that the file does not hold, and why. */
export interface NotCarried {
  /** `network.wifi[1]` */
  option: string;
  reason: Bilingual;
}

export interface LinuxAnswer {
  files: { name: string; text: string }[];
  notCarried: NotCarried[];
}

/** Whether a secret is shown as its reference rather than revealed. */
export function isShown(value: string, { vault }: { vault: string }): boolean {
  return value === `{vault:${vault}}`;
}
