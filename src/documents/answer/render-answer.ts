import { InputError } from '../../platform/core/index.js';
import type { ProfileDocument, WindowsArchitecture, WindowsTarget } from '../profile/index.js';
import { type Rendered, RenderedSecrets } from '../engine/index.js';
import { type AnswerKind, isWindowsKind, type WindowsAnswerKind } from './answer-kind.js';
import { renderLinux } from './linux/render-linux.js';
import { notRendered } from './not-rendered.js';
import type { AnswerMachine } from './windows/contribution.js';
import { renderWindows } from './windows/render-windows.js';

/** Which answer files of a profile. */
export interface AnswerChoice {
  kind: AnswerKind;
  /** Another release or architecture of Windows than the profile's. */
  target?: WindowsTarget;
  architecture?: WindowsArchitecture;
}

export type AnswerRequest = AnswerChoice & {
  profile: ProfileDocument;
  machine: AnswerMachine;
  /** The values of the secrets by reference; without it every secret is written as `{vault:reference}`. */
  reveal?: ReadonlyMap<string, string>;
};

export interface AnswerText {
  /** As the installer looks for it: `autounattend.xml`. */
  name: string;
  text: string;
}
export type RenderedAnswer = Rendered<AnswerText>;
export type AnswerFile = RenderedAnswer['files'][number];

/**
 * The answer files of a kind for one PC. Throws InputError naming the option that is impossible, and
 * PermanentError when `reveal` does not hold a secret.
 */
export function renderAnswer(request: AnswerRequest): RenderedAnswer {
  const { kind, profile, machine, reveal } = request;
  const secrets = new RenderedSecrets(reveal);
  const { secret } = secrets;
  return secrets.rendered(
    isWindowsKind(kind)
      ? { files: windowsFiles(request, kind, secret), notCarried: notRendered(profile, kind) }
      : renderLinux(kind, { profile, machine, secret }),
  );
}

function windowsFiles(
  { profile, machine, target, architecture }: AnswerRequest,
  kind: WindowsAnswerKind,
  secret: (secret: { vault: string }) => string,
): AnswerText[] {
  if (profile.windows === undefined) throw withoutWindows();
  // The unchanged section object itself: what is computed from it is reused for every PC.
  const windows =
    target === undefined && architecture === undefined
      ? profile.windows
      : { ...profile.windows, ...(target && { target }), ...(architecture && { architecture }) };
  return [{ name: `${kind}.xml`, text: renderWindows({ kind, profile, windows, machine, secret }) }];
}

function withoutWindows(): InputError {
  const expected = {
    fr: 'une section windows, même vide : windows: {}',
    en: 'a windows section, even an empty one: windows: {}',
  };
  return new InputError(
    {
      fr: 'ce profil ne dit rien de Windows : section windows absente',
      en: 'this profile says nothing of Windows: no windows section',
    },
    [{ field: 'windows', found: undefined, expected }],
  );
}
