import type { Command } from 'commander';
import type { Bilingual } from '../../platform/core/index.js';
import type { Session } from './session.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- commander passes untyped arguments
export type Work = (session: Session, ...args: any[]) => Promise<number | void>;

/** How a command adds itself to the program. */
export interface Registration {
  program: Command;
  /** Translates to the user's language. */
  t: (text: Bilingual) => string;
  /** Wraps the action of a command, which receives the session, then commander's arguments and options. */
  act: (work: Work) => (...args: unknown[]) => Promise<void>;
}
