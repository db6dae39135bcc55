import type { AnswerKind, RenderedAnswer } from '../../../documents/answer/index.js';
import { type Bilingual, InputError, OperatorError } from '../../../platform/core/index.js';
import type { Session } from '../session.js';
import type { WindowsArchitecture, WindowsTarget } from '../../../documents/profile/index.js';
import { readProfileText } from '../profile-text.js';
import { readDocument } from '../document-file.js';

/** What the command line says of the answer file that it wants. */
export interface AnswerOptions {
  kind: AnswerKind;
  profileVersion?: number;
  machine?: string;
  serial?: string;
  assetTag?: string;
  mac?: string;
  hostname?: string;
  target?: WindowsTarget;
  architecture?: WindowsArchitecture;
  reveal?: boolean;
}

/**
 * The answer files of a profile: of a file, here and now, unless secrets or a machine of the server are asked
 * for; of a name, by the server.
 */
export async function askedAnswer(
  session: Session,
  profile: string,
  options: AnswerOptions,
): Promise<RenderedAnswer> {
  const isFile = profile === '-' || /\.(ya?ml|json)$/i.test(profile) || /[/\\]/.test(profile);
  const text = isFile ? (await readDocument(profile)).toString('utf8') : undefined;
  if (text !== undefined && options.profileVersion !== undefined) throw versionOfFile();
  const document = text === undefined ? undefined : await readProfileText(text);
  const { kind, target, architecture } = options;
  if (document === undefined || options.reveal || options.machine !== undefined) {
    return session
      .api()
      .post<RenderedAnswer>('/api/answer/render', { body: orderOf(options, text ?? profile) });
  }
  const { renderAnswer } = await import('../../../documents/answer/index.js');
  const machine = factsOf(options);
  try {
    return renderAnswer({ kind, profile: document, machine, target, architecture });
  } catch (error) {
    throw Object.values(machine).some((fact) => fact !== undefined) ? error : withoutFacts(error);
  }
}

/** A name that follows facts about the PC, when the command line tells none: how to tell them. */
function withoutFacts(error: unknown): unknown {
  const about = { cause: error, remedy: TELL_FACTS };
  if (error instanceof OperatorError) return new OperatorError(error.text, about);
  const isName = error instanceof InputError && error.findings.some(({ field }) => field === NAME_FIELD);
  return isName ? new InputError(error.text, error.findings, about) : error;
}

const NAME_FIELD = 'windows.name.pattern';
const TELL_FACTS: Bilingual = {
  fr: 'Dites-le du PC : --serial, --asset-tag ou --mac, ou donnez son nom : --hostname.',
  en: 'Tell it of the PC: --serial, --asset-tag or --mac, or give its name: --hostname.',
};

function factsOf({ serial, assetTag, mac, hostname }: AnswerOptions) {
  return { serial, assetTag, hostname, ...(mac !== undefined && { macs: [mac] }) };
}

function orderOf(options: AnswerOptions, profile: string) {
  const { kind, target, architecture, reveal, machine, profileVersion } = options;
  return {
    profile,
    version: profileVersion,
    kind,
    machine: { id: machine, ...factsOf(options) },
    target,
    architecture,
    reveal: reveal ?? false,
  };
}

function versionOfFile(): InputError {
  return new InputError(
    {
      fr: '--profile-version ne vaut que pour un profil du serveur, pas pour un fichier.',
      en: '--profile-version is for a profile of the server, not for a file.',
    },
    [],
  );
}

/** A medium whose files hold references would install PCs with a wrong password. */
export function mustBeRevealed(answer: RenderedAnswer): void {
  if (answer.secrets.length === 0 || answer.files.some(({ secret }) => secret)) return;
  const references = answer.secrets.join(', ');
  throw new OperatorError(
    {
      fr: `Ce support a besoin de secrets du coffre : ${references}.`,
      en: `This medium needs secrets of the vault: ${references}.`,
    },
    {
      remedy: {
        fr: 'Ajoutez --reveal, en administrateur : les secrets seront en clair sur le support.',
        en: 'Add --reveal, as an administrator: the secrets will stand in clear on the medium.',
      },
    },
  );
}
