import { EtabliError, InputError } from '../core/index.js';

const codeOf = (cause: unknown) => (cause as { code?: string } | undefined)?.code ?? '';

/** Whether a disk, or somebody's share of it, is full. */
export function isDiskFull(cause: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(cause));
}

/** A file that a person named cannot be written, with what to do. An error of Établi stays as it is. */
export function notWritten(path: string, cause: unknown): Error {
  if (cause instanceof EtabliError) return cause;
  const code = codeOf(cause);
  if (code === 'EEXIST') {
    return new InputError({ fr: `${path} existe déjà.`, en: `${path} already exists.` }, [], {
      cause,
      remedy: {
        fr: 'Donnez un autre nom, ou --force pour le remplacer.',
        en: 'Give another name, or --force to replace it.',
      },
    });
  }
  const text = {
    fr: `${path} ne peut pas être écrit (${code}).`,
    en: `${path} cannot be written (${code}).`,
  };
  const remedy = isDiskFull(cause)
    ? { fr: 'Le disque est plein : libérez de l’espace.', en: 'The disk is full: free some space.' }
    : {
        fr: 'Vérifiez le chemin et les droits du dossier.',
        en: 'Check the path and the permissions of the folder.',
      };
  return new InputError(text, [], { cause, remedy });
}
