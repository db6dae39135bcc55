import QRCode from 'qrcode';

/** A text as a QR code, SVG 1.1, level M: a photograph of a screen survives it. ISO/IEC 18004. */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}

/** The same as a PNG of 8 pixels a module. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 8 });
}
