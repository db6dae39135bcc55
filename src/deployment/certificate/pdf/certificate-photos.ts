import { say } from '../../../platform/core/index.js';
import type { Certificate } from '../../proof/index.js';
import { INK } from './colours.js';
import { drawPicture, type Pictures, pictureSize } from './pictures.js';
import { heightOf, type Sheet } from './sheet.js';
import { instantText } from './typography.js';

const ACROSS = 3;
const GAP = 12;
const TALLEST = 150;
type Photo = NonNullable<Certificate['photos']>[number];

/** The photos of the technician’s checks, three a row, each with its check, its time and its author. */
export function drawPhotos(
  sheet: Sheet,
  { photos = [], manualChecks }: Certificate,
  pictures: Pictures,
): void {
  if (photos.length === 0) return;
  sheet.title({ fr: 'Photos', en: 'Photos' });
  const titles = new Map(manualChecks.map(({ id, title }) => [id, title]));
  for (let first = 0; first < photos.length; first += ACROSS) {
    drawRow(sheet, photos.slice(first, first + ACROSS), (photo) => ({
      bytes: pictures.get(photo.sha256),
      title: titles.get(photo.check) ?? photo.check,
    }));
  }
}

function drawRow(
  sheet: Sheet,
  photos: Photo[],
  of: (photo: Photo) => { bytes?: Buffer; title: Parameters<Sheet['lines']>[0] },
): void {
  const width = (sheet.width - (ACROSS - 1) * GAP) / ACROSS;
  const small = { size: 7.5, colour: INK.soft };
  const cells = photos.map((photo) => {
    const { bytes, title } = of(photo);
    const size = pictureSize(sheet, bytes, { width, height: TALLEST });
    const missing = {
      fr: `Photo non imprimable (${photo.mediaType}). SHA-256 ${photo.sha256}`,
      en: `The photo cannot be printed (${photo.mediaType}). SHA-256 ${photo.sha256}`,
    };
    const when = [photo.by, instantText(photo.takenAt, sheet.place)].filter(Boolean).join(', ');
    const words = [
      ...sheet.lines(title, width, { size: 8, bold: true }),
      ...sheet.lines(when, width, small),
      ...(size === undefined ? sheet.lines(missing, width, small) : []),
    ];
    return { bytes, title, height: size?.height ?? 0, words };
  });
  const tallest = Math.max(...cells.map(({ height }) => height));
  const height = tallest + 3 + Math.max(...cells.map(({ words }) => heightOf(words)));
  sheet.room(height);
  cells.forEach(({ bytes, title, words }, at) => {
    const x = sheet.left + at * (width + GAP);
    const alt = say(typeof title === 'string' ? { fr: title, en: title } : title, sheet.place.language);
    drawPicture(sheet, sheet.root, bytes, { x, y: sheet.y, width, height: TALLEST }, `Photo – ${alt}`);
    sheet.tagged(sheet.root, 'P', () => sheet.draw(words, x, sheet.y + tallest + 3));
  });
  sheet.y += height + 8;
}
