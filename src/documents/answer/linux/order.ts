import type { NotCarried, ProfileDocument } from '../../profile/index.js';
import type { AnswerMachine } from '../windows/contribution.js';

export type { NotCarried };

/** What a Linux answer file is made from: a PC, a profile, and access to its secrets. */
export interface LinuxOrder {
  profile: ProfileDocument;
  machine: AnswerMachine;
  /** The value of a secret, or `{vault:reference}` in a preview. */
  secret: (secret: { vault: string }) => string;
  /** The address from which the PC downloads a package file; without it, `software` of kind deb is left out. */
  payloadUrl?: (sha256: string) => string;
}

export interface LinuxAnswer {
  files: { name: string; text: string }[];
  notCarried: NotCarried[];
}

/** Whether the value is a reference in a preview, not the secret itself. */
export function isShown(value: string, { vault }: { vault: string }): boolean {
  return value === `{vault:${vault}}`;
}
