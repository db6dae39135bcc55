import QRCode from 'qrcode';
import type { Element, Sheet } from './sheet.js';

interface Square {
  x: number;
  y: number;
  size: number;
}

/** A QR code as filled squares; level M survives a stain. ISO/IEC 18004. The quiet zone is up to the caller. */
export function drawModules(doc: PDFKit.PDFDocument, text: string, { x, y, size }: Square): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const step = size / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      // A run of dark modules is one rectangle: no hairline shows between them.
      let end = column;
      while (end < modules.size && modules.get(row, end)) end += 1;
      doc.rect(x + column * step, y + row * step, (end - column) * step, step);
      column = end;
    }
  }
  doc.fill('#000000');
}

/** The same as a figure with words for those who do not see it. */
export function drawQr(sheet: Sheet, parent: Element, text: string, square: Square, alt: string): void {
  const { x, y, size } = square;
  sheet.tagged(parent, 'Figure', () => drawModules(sheet.doc, text, square), {
    alt,
    bbox: [x, y, x + size, y + size],
  } as never);
}
