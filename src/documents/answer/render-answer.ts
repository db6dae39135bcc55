import { InputError } from '../../platform/core/index.js';
import type {
  ProfileDocument,
  WindowsArchitecture,
  WindowsSection,
  WindowsTarget,
} from '../profile/index.js';
import { type Rendered, RenderedSecrets } from '../engine/index.js';
import { type AnswerKind, isWindowsKind, type WindowsAnswerKind } from './answer-kind.js';
import { renderLinux } from './linux/render-linux.js';
import { notRendered } from './not-rendered.js';
import type { AnswerMachine } from './windows/contribution.js';
import { type FirstBootRuns, runsOf } from './windows/first-boot-runs.js';
import { renderBeforeRedeem, renderWindows } from './windows/render-windows.js';

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

/** What stands on the disk of a PC until it has redeemed its answer file, and the secrets that the whole file needs. */
export interface AnswerOnDisk {
  text: string;
  /** References of the vault, sorted. */
  secrets: string[];
}

/**
 * The answer file of a Windows master for the disk, without any secret: it starts `command` in specialize, which
 * redeems the whole file. Throws InputError naming the option that is impossible.
 */
export function renderOnDisk(request: Omit<AnswerRequest, 'kind' | 'reveal'>, command: string): AnswerOnDisk {
  const { profile, machine } = request;
  const secrets = new RenderedSecrets();
  const windows = sectionOf(request);
  const order = { kind: 'unattend', profile, windows, machine, secret: secrets.secret } as const;
  // Drawn whole first: a file that could not be redeemed must not be begun, and it says which secrets are owed.
  renderWindows(order);
  const { secrets: references } = secrets.rendered({ files: [], notCarried: [] });
  const blob = machine.joinBlob?.replace(/\s+/g, '');
  const hidden = [...references.map((reference) => `{vault:${reference}}`), ...(blob ? [blob] : [])];
  const isSecret = (text: string) => hidden.some((one) => text.includes(one));
  return { text: renderBeforeRedeem(order, command, isSecret), secrets: references };
}

/** What the first boot of a PC runs of its answer file. Throws as `renderOnDisk` does. */
export function firstBootRuns(request: Omit<AnswerRequest, 'kind' | 'reveal'>): FirstBootRuns {
  const { profile, machine } = request;
  const { secret } = new RenderedSecrets();
  return runsOf({ kind: 'unattend', profile, windows: sectionOf(request), machine, secret });
}

function windowsFiles(
  request: AnswerRequest,
  kind: WindowsAnswerKind,
  secret: (secret: { vault: string }) => string,
): AnswerText[] {
  const { profile, machine } = request;
  const windows = sectionOf(request);
  return [{ name: `${kind}.xml`, text: renderWindows({ kind, profile, windows, machine, secret }) }];
}

function sectionOf({
  profile,
  target,
  architecture,
}: Pick<AnswerRequest, 'profile' | 'target' | 'architecture'>): WindowsSection {
  if (profile.windows === undefined) throw withoutWindows();
  // The unchanged section object itself: what is computed from it is reused for every PC.
  if (target === undefined && architecture === undefined) return profile.windows;
  return { ...profile.windows, ...(target && { target }), ...(architecture && { architecture }) };
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
