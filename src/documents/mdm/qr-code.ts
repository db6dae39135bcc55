import QRCode from 'qrcode';

/** What version 40 holds at level L, in bytes; at level M it holds 2331. ISO/IEC 18004, table 7. */
export const MOST_QR_BYTES = 2_953;
const MOST_AT_LEVEL_M = 2_331;

/** A text as a QR code, SVG 1.1. */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', ...formOf(text) });
}

/** The same as a PNG of 8 pixels a module. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { type: 'png', scale: 8, ...formOf(text) });
}

/** Level M can be read from a photograph of a screen; a text that is too long for it gets level L. */
function formOf(text: string): { errorCorrectionLevel: 'M' | 'L'; margin: number } {
  const fits = Buffer.byteLength(text) <= MOST_AT_LEVEL_M;
  return { errorCorrectionLevel: fits ? 'M' : 'L', margin: 4 };
}
