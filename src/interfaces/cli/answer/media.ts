import type { AnswerKind } from '../../../documents/answer/index.js';
import { InputError, type Bilingual } from '../../../platform/core/index.js';
import { MEDIA_LABELS, writeMedia } from '../answer-media.js';
import { renderedFiles, tellRest } from '../documents/render.js';
import type { Session } from '../session.js';
import { type AnswerOptions, ANSWERS, mustBeRevealed } from './answers.js';

export interface MediaOptions extends AnswerOptions {
  iso?: string;
  folder?: string;
  force?: boolean;
}

/** `etabli answer media`: the files of a profile as an ISO image, or as a folder for a USB stick. */
export async function media(session: Session, profile: string, options: MediaOptions): Promise<void> {
  const { iso, folder, kind, force } = options;
  if ((iso === undefined) === (folder === undefined)) throw oneTarget();
  const answer = await renderedFiles(session, profile, options, ANSWERS);
  mustBeRevealed(answer);
  const target = iso === undefined ? { folder: folder! } : { iso };
  const written = await writeMedia({ kind, files: answer.files, target, force });
  const { terminal } = session;
  const { secrets, notCarried } = answer;
  terminal.result({ written, label: MEDIA_LABELS[kind], secrets, notCarried }, () => written);
  tellRest(session, answer);
  if (!terminal.json) terminal.tell(nextStep(kind, folder !== undefined));
}

/** How the installer finds the medium. */
function nextStep(kind: AnswerKind, isFolder: boolean): Bilingual {
  const label = MEDIA_LABELS[kind];
  if (kind === 'preseed') {
    return {
      fr: 'debian-installer ne cherche pas ce support : dites-lui le chemin, preseed/file=/media/preseed.cfg',
      en: 'debian-installer does not look for this medium: tell it the path, preseed/file=/media/preseed.cfg',
    };
  }
  if (label === 'UNATTEND' || !isFolder) {
    return {
      fr: 'Branchez ce support avec celui de l’installeur, qui le trouve de lui-même.',
      en: 'Plug this medium in beside the installer’s, which finds it by itself.',
    };
  }
  return {
    fr: `La clé USB doit porter l’étiquette ${label}, en FAT : fatlabel /dev/sdX1 ${label}`,
    en: `The USB stick must have the label ${label}, in FAT: fatlabel /dev/sdX1 ${label}`,
  };
}

function oneTarget(): InputError {
  const expected = {
    fr: '--iso ou --folder, et un seul des deux',
    en: '--iso or --folder, and one of them only',
  };
  return new InputError({ fr: `Attendu ${expected.fr}.`, en: `Expected ${expected.en}.` }, [
    { field: 'iso', found: undefined, expected },
  ]);
}
