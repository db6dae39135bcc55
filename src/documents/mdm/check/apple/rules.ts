import type { AppleRule } from './apple-file.js';
import { certificateReferences } from './certificate-references.js';
import { certificates } from './certificates.js';
import { dates } from './dates.js';
import { identity } from './identity.js';
import { knownKeys } from './known-keys.js';
import { once } from './once.js';
import { secrets } from './secrets.js';

/** All rules for profiles. Add new rules here. */
export const APPLE_RULES: readonly AppleRule[] = [
  knownKeys,
  identity,
  once,
  certificateReferences,
  certificates,
  dates,
  secrets,
];
