import type { AnswerKind } from '../../../documents/answer/index.js';
import type { WindowsArchitecture, WindowsTarget } from '../../../documents/profile/index.js';

/*
 * What the command line may name, written out: reading it from where it is defined would load the whole server
 * for each `etabli --help`. A spec holds the lists equal.
 */
export const KIND_WORDS: readonly AnswerKind[] = [
  'unattend',
  'autounattend',
  'preseed',
  'autoinstall',
  'kickstart',
  'cloud-init',
];
export const TARGET_WORDS: readonly WindowsTarget[] = [
  'windows-10',
  'windows-11-23h2',
  'windows-11-24h2',
  'windows-11-25h2',
  'server-2019',
  'server-2022',
  'server-2025',
];
export const ARCHITECTURE_WORDS: readonly WindowsArchitecture[] = ['amd64', 'arm64', 'x86'];
