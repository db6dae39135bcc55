import type { DocumentFinding } from '../../../platform/core/index.js';
import type { WindowsTarget } from '../../profile/index.js';
import type { AnswerKind } from '../answer-kind.js';
import { checkAutoinstall } from './linux/autoinstall.js';
import { checkCloudInit } from './linux/cloud-init.js';
import { checkKickstart } from './linux/kickstart.js';
import { checkPreseed } from './linux/preseed.js';
import { onText } from './linux/text-checker.js';
import { checkWindows } from './windows/check-windows.js';

/**
 * What looks at one kind of file. Throws XmlError `too-large` or `encoding`, or InputError, when the bytes cannot
 * even be read as text, and nothing else.
 */
export type Checker = (bytes: Uint8Array, target?: WindowsTarget) => DocumentFinding[];

/** The checker of each kind: this table is the registration. */
export const CHECKERS: Record<AnswerKind, Checker> = {
  unattend: checkWindows,
  autounattend: checkWindows,
  preseed: onText(checkPreseed),
  autoinstall: onText(checkAutoinstall),
  kickstart: onText(checkKickstart),
  'cloud-init': onText(checkCloudInit),
};
