import { InputError, type Bilingual } from '../../../platform/core/index.js';
import { BrokenPicture, isBeyondEnd } from './broken-picture.js';
import { cleanJpeg } from './jpeg.js';
import { cleanPng } from './png.js';
import { cleanWebp } from './webp.js';

/** The formats that are kept; browsers show them without running anything. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export interface Picture {
  mediaType: PictureType;
  bytes: Buffer;
}

/** What a file of a format says of itself, whatever its name and its announced type are. */
const FORMATS: {
  mediaType: PictureType;
  isOne: (bytes: Buffer) => boolean;
  clean: (bytes: Buffer) => Buffer;
}[] = [
  {
    mediaType: 'image/jpeg',
    isOne: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
    clean: cleanJpeg,
  },
  {
    mediaType: 'image/png',
    isOne: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
    clean: cleanPng,
  },
  {
    mediaType: 'image/webp',
    isOne: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    clean: cleanWebp,
  },
];

/**
 * The picture in the bytes, rebuilt from the parts that show it: where and with what it was taken, comments, and
 * anything appended are left out. Throws InputError for anything but a whole JPEG, PNG or WebP.
 * @param field the field that the error names
 */
export function readPicture(bytes: Buffer, field: string): Picture {
  const format = FORMATS.find(({ isOne }) => isOne(bytes));
  if (format === undefined)
    throw refused(field, { fr: 'un autre format', en: 'another format' }, formatExpected);
  try {
    return { mediaType: format.mediaType, bytes: format.clean(bytes) };
  } catch (cause) {
    if (!(cause instanceof BrokenPicture || isBeyondEnd(cause))) throw cause;
    throw refused(
      field,
      { fr: 'une image incomplète ou abîmée', en: 'an incomplete or damaged picture' },
      {
        fr: 'une image entière ; reprenez la photo',
        en: 'a whole picture; take the photo again',
      },
    );
  }
}

const formatExpected: Bilingual = {
  fr: 'une photo au format JPEG, PNG ou WebP',
  en: 'a photo as JPEG, PNG or WebP',
};

function refused(field: string, found: Bilingual, expected: Bilingual): InputError {
  return new InputError({ fr: `Photo refusée\u00a0: ${found.fr}.`, en: `Photo refused: ${found.en}.` }, [
    { field, found: found.en, expected },
  ]);
}
