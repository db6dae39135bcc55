import { type Bilingual, OperatorError, PermanentError } from '../../../platform/core/index.js';

interface Words {
  text: Bilingual;
  remedy: Bilingual;
}

const FETCH_AGAIN: Bilingual = {
  fr: 'Copiez ou téléchargez ce fichier de nouveau et comparez son empreinte avec celle de sa source.',
  en: 'Copy or download this file again, and compare its digest with the one of its source.',
};
const ALL_PARTS: Bilingual = {
  fr: 'Mettez toutes les parties (X.swm, X2.swm…) dans un même dossier et donnez la première.',
  en: 'Put all the parts (X.swm, X2.swm…) into one folder, and give the first one.',
};
const MORE_ROOM: Bilingual = {
  fr: 'Libérez de la place sur ce disque ; rien n’a été enregistré.',
  en: 'Free some space on this disk; nothing was registered.',
};
const EXPORT_AGAIN: Bilingual = {
  fr: 'Importez le fichier par « etabli master import FICHIER », qui le réécrit comme il faut.',
  en: 'Import the file with “etabli master import FILE”, which rewrites it as needed.',
};

/** The exit statuses of wimlib-imagex that an import can meet. wimlib.h, enum wimlib_error_code. */
const STATUSES: Record<number, Words> = {
  2: damaged('ses données compressées sont illisibles', 'its compressed data cannot be read'),
  13: damaged('sa table d’intégrité ne correspond pas', 'its integrity table does not match'),
  17: damaged('son en-tête est invalide, ou sa fin manque', 'its header is invalid, or its end is missing'),
  18: {
    text: { fr: 'il n’a pas d’image de ce numéro', en: 'it has no image of that number' },
    remedy: {
      fr: 'Voyez ses éditions : etabli master import FICHIER --list',
      en: 'See its editions: etabli master import FILE --list',
    },
  },
  19: damaged('sa table d’intégrité est invalide', 'its integrity table is invalid'),
  20: damaged('sa table de fichiers est invalide', 'its table of files is invalid'),
  21: damaged('l’arborescence d’une image est invalide', 'the tree of an image is invalid'),
  25: { text: { fr: 'une partie manque', en: 'a part is missing' }, remedy: ALL_PARTS },
  26: damaged('le flux n’est pas un WIM complet', 'the stream is not a whole WIM'),
  28: damaged('des données n’ont pas l’empreinte attendue', 'some data do not have their digest'),
  33: { text: { fr: 'il est découpé en parties', en: 'it is split into parts' }, remedy: ALL_PARTS },
  36: damaged('l’arborescence d’une image manque', 'the tree of an image is missing'),
  39: {
    text: { fr: 'la mémoire n’a pas suffi', en: 'there was not enough memory' },
    remedy: { fr: 'Libérez de la mémoire puis recommencez.', en: 'Free some memory, then start again.' },
  },
  43: {
    text: { fr: 'ce n’est pas un fichier WIM', en: 'it is not a WIM file' },
    remedy: {
      fr: 'Donnez un ISO de Windows, un .wim, un .esd ou le premier .swm.',
      en: 'Give an ISO of Windows, a .wim, an .esd, or the first .swm.',
    },
  },
  44: { text: { fr: 'il ne se lit pas en flux', en: 'it is not pipable' }, remedy: EXPORT_AGAIN },
  47: {
    text: { fr: 'un fichier ne s’ouvre pas', en: 'a file cannot be opened' },
    remedy: { fr: 'Vérifiez les droits de ce fichier.', en: 'Check the permissions of this file.' },
  },
  50: {
    text: { fr: 'la lecture a échoué', en: 'reading failed' },
    remedy: {
      fr: 'Vérifiez le disque ou le partage où est ce fichier.',
      en: 'Check the disk or the share that this file is on.',
    },
  },
  55: {
    text: { fr: 'des données des fichiers n’y sont pas', en: 'some data of the files are not in it' },
    remedy: ALL_PARTS,
  },
  62: { text: { fr: 'ses parties sont incomplètes', en: 'its parts are not complete' }, remedy: ALL_PARTS },
  65: damaged('il s’arrête avant sa fin', 'it stops before its end'),
  67: {
    text: { fr: 'cette version du format est inconnue', en: 'this version of the format is unknown' },
    remedy: {
      fr: 'Exportez l’image en .wim sous Windows (DISM /Export-Image).',
      en: 'Export the image to a .wim on Windows (DISM /Export-Image).',
    },
  },
  72: { text: { fr: 'l’écriture a échoué', en: 'writing failed' }, remedy: MORE_ROOM },
  73: damaged('son XML est invalide', 'its XML is invalid'),
  74: {
    text: { fr: 'il est chiffré', en: 'it is encrypted' },
    remedy: {
      fr: 'Un .esd de mise à jour chiffré ne se lit pas : prenez celui d’un ISO de Windows.',
      en: 'An encrypted .esd of an update cannot be read: take the one of an ISO of Windows.',
    },
  },
  84: { text: { fr: 'il est incomplet', en: 'it is incomplete' }, remedy: ALL_PARTS },
};

/** The statuses of problems of this server, not of the file. */
const OURS = [39, 47, 50, 72];

/** The error for a failed wimlib-imagex: what it means for this file, and what to do. `said` is its stderr. */
export function wimlibError(
  status: number | null,
  file: string,
  said: string,
): PermanentError | OperatorError {
  const known = STATUSES[status ?? -1];
  const detail = lastLine(said);
  if (known === undefined) {
    const what = `wimlib ${status ?? 'SIGKILL'}${detail && ` : ${detail}`}`;
    return new PermanentError(
      { fr: `${file} : ${what}`, en: `${file}: ${what.replace(' :', ':')}` },
      { remedy: FETCH_AGAIN },
    );
  }
  const text = {
    fr: `${file} : ${known.text.fr} (wimlib ${status})`,
    en: `${file}: ${known.text.en} (wimlib ${status})`,
  };
  const details = { remedy: known.remedy, data: { wimlib: status, said: detail } };
  return OURS.includes(status ?? -1) ? new OperatorError(text, details) : new PermanentError(text, details);
}

function damaged(fr: string, en: string): Words {
  return { text: { fr: `endommagé : ${fr}`, en: `damaged: ${en}` }, remedy: FETCH_AGAIN };
}

/** The first line that wimlib marks as an error. */
function lastLine(said: string): string {
  const lines = said.split('\n').filter((line) => line.includes('ERROR'));
  return (lines[0] ?? said.trim().split('\n').at(-1) ?? '').replace(/^\[?ERROR\]?:?\s*/, '').slice(0, 300);
}
