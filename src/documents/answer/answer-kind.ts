/** The kinds of answer file. */
export const ANSWER_KINDS = [
  'unattend',
  'autounattend',
  'preseed',
  'autoinstall',
  'kickstart',
  'cloud-init',
] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** Those of Windows. */
export type WindowsAnswerKind = Extract<AnswerKind, 'unattend' | 'autounattend'>;

export function isWindowsKind(kind: AnswerKind): kind is WindowsAnswerKind {
  return kind === 'unattend' || kind === 'autounattend';
}
