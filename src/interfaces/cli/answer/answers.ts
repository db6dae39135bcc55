import type { AnswerChoice, AnswerText, RenderedAnswer } from '../../../documents/answer/index.js';
import type { RenderedAnswerDto } from '../../../documents/answer/server.js';
import { type Bilingual, InputError, OperatorError } from '../../../platform/core/index.js';
import type { CommandFamily, DocumentOptions } from '../documents/family.js';

export type AnswerOptions = DocumentOptions & AnswerChoice;

/** Answer files, as the commands see them. */
export const ANSWERS: CommandFamily<AnswerOptions, AnswerText, RenderedAnswerDto> = {
  path: '/api/answer',
  choice: ({ kind, target, architecture }) => ({ kind, target, architecture }),
  async render(profile, machine, { kind, target, architecture }) {
    const { renderAnswer } = await import('../../../documents/answer/index.js');
    try {
      return renderAnswer({ kind, profile, machine, target, architecture });
    } catch (error) {
      throw Object.values(machine).some((fact) => fact !== undefined) ? error : withoutFacts(error);
    }
  },
  received: (answer) => answer,
  content: ({ text }) => text,
  printed: (answer) => ({ json: answer, lines: textsOf(answer) }),
};

/** One file as it is; several, each below its name. */
function textsOf({ files }: RenderedAnswer): string[] {
  const [first, ...others] = files;
  if (first !== undefined && others.length === 0) return [first.text.replace(/\n$/, '')];
  return files.flatMap(({ name, text }) => [`==> ${name} <==`, text.replace(/\n$/, ''), '']);
}

/** The error about a name that depends on facts about the PC, with how to give them. */
function withoutFacts(error: unknown): unknown {
  const about = { cause: error, remedy: GIVE_FACTS };
  if (error instanceof OperatorError) return new OperatorError(error.text, about);
  const isName = error instanceof InputError && error.findings.some(({ field }) => field === NAME_FIELD);
  return isName ? new InputError(error.text, error.findings, about) : error;
}

const NAME_FIELD = 'windows.name.pattern';
const GIVE_FACTS: Bilingual = {
  fr: 'Dites-le du PC : --serial, --asset-tag ou --mac, ou donnez son nom : --hostname.',
  en: 'Tell it of the PC: --serial, --asset-tag or --mac, or give its name: --hostname.',
};

/** Throws OperatorError when the files hold references: they would install PCs with a wrong password. */
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
