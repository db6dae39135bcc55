import { InputError, PermanentError } from '../../platform/core/index.js';
import type { ProfileDocument, WindowsArchitecture, WindowsTarget } from '../profile/index.js';
import { type AnswerKind, isWindowsKind, type WindowsAnswerKind } from './answer-kind.js';
import { renderLinux } from './linux/render-linux.js';
import { type NotRendered, notRendered } from './not-rendered.js';
import type { AnswerMachine } from './windows/contribution.js';
import { renderWindows } from './windows/render-windows.js';

/** What answer files are wanted, for which PC. */
export interface AnswerRequest {
  kind: AnswerKind;
  profile: ProfileDocument;
  machine: AnswerMachine;
  /** The values of the secrets by reference; without it every secret is shown as `{vault:reference}`. */
  reveal?: ReadonlyMap<string, string>;
  /** Another release or architecture of Windows than the profile's. */
  target?: WindowsTarget;
  architecture?: WindowsArchitecture;
}

export interface AnswerFile {
  /** As the installer looks for it: `autounattend.xml`. */
  name: string;
  text: string;
  /** True when the text holds the value of a secret. */
  secret: boolean;
}

export interface RenderedAnswer {
  files: AnswerFile[];
  /** The references of the secrets that the files need, sorted. */
  secrets: string[];
  /** What the profile says and these files do not. */
  notCarried: NotRendered[];
}

/**
 * The answer files of a kind for one PC. Throws InputError naming the option that cannot be, and
 * PermanentError when a secret is to be revealed and `reveal` does not hold it.
 */
export function renderAnswer(request: AnswerRequest): RenderedAnswer {
  const { kind, profile, reveal } = request;
  const used = new Set<string>();
  const secret = ({ vault }: { vault: string }): string => {
    used.add(vault);
    if (reveal === undefined) return `{vault:${vault}}`;
    return reveal.get(vault) ?? absent(vault);
  };
  const { files, notCarried } = isWindowsKind(kind)
    ? { files: windowsFiles(request, kind, secret), notCarried: notRendered(profile, kind) }
    : renderLinux(kind, { profile, machine: request.machine, secret });
  const revealed = reveal !== undefined && used.size > 0;
  return {
    files: files.map((file) => ({ ...file, secret: revealed })),
    secrets: [...used].sort(),
    notCarried,
  };
}

type Written = Omit<AnswerFile, 'secret'>[];

function windowsFiles(
  { profile, machine, target, architecture }: AnswerRequest,
  kind: WindowsAnswerKind,
  secret: (secret: { vault: string }) => string,
): Written {
  if (profile.windows === undefined) throw withoutWindows();
  // The section itself where it is meant as it is: what is made of it once serves every PC.
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

function absent(reference: string): never {
  throw new PermanentError({
    fr: `le secret ${reference} n’a pas été lu dans le coffre`,
    en: `the secret ${reference} was not read from the vault`,
  });
}
