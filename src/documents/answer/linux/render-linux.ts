import type { AnswerKind, WindowsAnswerKind } from '../answer-kind.js';
import { renderAutoinstall } from './autoinstall.js';
import { renderCloudInit } from './cloud-init.js';
import { renderKickstart } from './kickstart.js';
import type { LinuxAnswer, LinuxOrder } from './order.js';
import { renderPreseed } from './preseed.js';

export type LinuxAnswerKind = Exclude<AnswerKind, WindowsAnswerKind>;

const RENDERERS: Record<LinuxAnswerKind, (order: LinuxOrder) => LinuxAnswer> = {
  preseed: renderPreseed,
  autoinstall: renderAutoinstall,
  kickstart: renderKickstart,
  'cloud-init': renderCloudInit,
};

/** The files of a Linux kind. Throws InputError naming the unsupported field. */
export function renderLinux(kind: LinuxAnswerKind, order: LinuxOrder): LinuxAnswer {
  return RENDERERS[kind](order);
}
