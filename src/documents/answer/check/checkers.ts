import type { WindowsTarget } from '../../profile/index.js';
import type { CheckedKinds, Checker } from '../../engine/index.js';
import type { AnswerKind } from '../answer-kind.js';
import { checkAutoinstall } from './linux/autoinstall.js';
import { checkCloudInit } from './linux/cloud-init.js';
import { checkKickstart } from './linux/kickstart.js';
import { checkPreseed } from './linux/preseed.js';
import { onText } from './linux/text-checker.js';
import { recogniseKind } from './recognise-kind.js';
import { checkWindows } from './windows/check-windows.js';

/** What the caller knows of a file. */
export interface CheckOptions {
  /** By default recognised from the content, then from the name. */
  kind?: AnswerKind;
  /** Release of Windows that the file is for; without it the changes of a release are not checked. */
  target?: WindowsTarget;
  /** Name of the file, without its folder. */
  fileName?: string;
}

const windows: Checker<CheckOptions> = (bytes, { target }) => checkWindows(bytes, target);

/** Every kind of answer file with its checker. */
export const ANSWER_CHECKS: CheckedKinds<AnswerKind, CheckOptions> = {
  checkers: {
    unattend: windows,
    autounattend: windows,
    preseed: onText(checkPreseed),
    autoinstall: onText(checkAutoinstall),
    kickstart: onText(checkKickstart),
    'cloud-init': onText(checkCloudInit),
  },
  recognise: recogniseKind,
  expected: {
    fr: 'un fichier de réponses Windows (XML), preseed, autoinstall, cloud-init ou kickstart',
    en: 'an answer file of Windows (XML), a preseed, autoinstall, cloud-init or kickstart file',
  },
  remedy: { fr: 'Dites-le par --kind (kind).', en: 'Say so with --kind (kind).' },
};
