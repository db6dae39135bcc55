import { imageTypeOf } from '../../../platform/settings/index.js';
import type { Element, Sheet } from './sheet.js';

/** Phones take photos of 50 to 200 megapixels. A JPEG goes into the PDF as it is; only its reader unfolds it. */
const MOST_OF_PHOTO = 20_000;

/** The pictures of a certificate, by the SHA-256 of their bytes. */
export type Pictures = ReadonlyMap<string, Buffer>;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A picture of pdfkit; turned by a quarter when its orientation (EXIF) is above 4. */
interface Opened {
  width: number;
  height: number;
  orientation?: number;
}

/** The size of a picture in a box that it fills in one direction; undefined when it cannot be printed, as WebP. */
export function pictureSize(sheet: Sheet, bytes: Buffer | undefined, box: Pick<Box, 'width' | 'height'>) {
  const picture = bytes && opened(sheet, bytes);
  if (picture === undefined) return undefined;
  const isTurned = (picture.orientation ?? 1) > 4;
  const [wide, high] = isTurned ? [picture.height, picture.width] : [picture.width, picture.height];
  const scale = Math.min(box.width / wide, box.height / high);
  return { picture, width: wide * scale, height: high * scale };
}

/**
 * A picture as large as the box allows, with words for those who do not see it. @returns its height; zero when it
 * cannot be drawn, which must not keep a certificate from being issued
 */
export function drawPicture(
  sheet: Sheet,
  parent: Element,
  bytes: Buffer | undefined,
  box: Box,
  alt: string,
): number {
  const size = pictureSize(sheet, bytes, box);
  if (size === undefined) return 0;
  const { x, y } = box;
  const { picture, width, height } = size;
  const options = { alt, bbox: [x, y, x + width, y + height] };
  sheet.tagged(parent, 'Figure', () => sheet.doc.image(picture as never, x, y, { width, height }), options);
  return height;
}

function opened({ doc }: Sheet, bytes: Buffer): Opened | undefined {
  if (imageTypeOf(bytes, MOST_OF_PHOTO) === undefined) return undefined;
  try {
    return (doc as unknown as { openImage(source: Buffer): Opened }).openImage(bytes);
  } catch {
    return undefined;
  }
}
