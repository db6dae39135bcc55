import PDFDocument from 'pdfkit';
import { say, type Language } from '../../../platform/core/index.js';
import { fontFile, printable, type Face } from '../pdf/fonts.js';
import { drawModules } from '../pdf/qr.js';
import { type LabelFormat, LABEL_FORMATS, type LabelFormatName } from './formats.js';

/** What stands on the label of one PC. */
export interface Label {
  /** What the QR code opens. */
  url: string;
  hostname: string;
  serial?: string;
  user?: string;
  assetTag?: string;
  /** The lot. */
  lot: string;
}

export interface LabelOrder {
  labels: readonly Label[];
  format: LabelFormatName;
  /** The first free label of the first sheet, from 1. */
  start: number;
}

/** Points in a millimetre. */
const MM = 72 / 25.4;
/** Above and below, and between the code and the words: a QR code needs light around it. */
const PAD = 2.6 * MM;
const LARGEST_QR = 28 * MM;
const SMALLEST = 6;

interface Writing {
  text: string;
  face: Face;
  bold?: boolean;
  size: number;
}

/** The labels as a PDF whose pages are the sheets, or the labels of a roll. */
export async function renderLabels(
  { labels, format, start }: LabelOrder,
  language: Language,
): Promise<Buffer> {
  const form: LabelFormat = LABEL_FORMATS[format];
  const doc = new PDFDocument({
    size: [form.page.width * MM, form.page.height * MM],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    font: fontFile('Sans'),
    lang: language === 'fr' ? 'fr-FR' : 'en-GB',
    displayTitle: true,
    info: { Title: say({ fr: 'Étiquettes', en: 'Labels' }, language), Author: 'Établi', Creator: 'Établi' },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => doc.on('end', resolve));
  const each = form.columns * form.rows;
  labels.forEach((label, index) => {
    const place = (start - 1 + index) % each;
    if (index === 0 || place === 0) doc.addPage();
    const x = (form.left + (place % form.columns) * form.across) * MM;
    const y = (form.top + Math.floor(place / form.columns) * form.down) * MM;
    drawLabel(
      doc,
      label,
      { x, y, width: form.label.width * MM, height: form.label.height * MM, pad: form.pad * MM },
      language,
    );
  });
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Free on the left and on the right. */
  pad: number;
}

function drawLabel(
  doc: PDFKit.PDFDocument,
  label: Label,
  { x, y, width, height, pad }: Area,
  language: Language,
): void {
  const size = Math.min(height - 2 * PAD, LARGEST_QR);
  drawModules(doc, label.url, { x: x + pad, y: y + (height - size) / 2, size });
  const left = x + pad + size + PAD;
  const room = x + width - pad - left;
  const lines = writings(label, language);
  const total = lines.reduce((sum, { size: letters }) => sum + letters * 1.25, 0);
  const scale = Math.min(1, (height - 2 * PAD) / total);
  let at = y + (height - total * scale) / 2;
  for (const line of lines) {
    drawFitting(doc, { ...line, size: line.size * scale }, left, at, room);
    at += line.size * scale * 1.25;
  }
}

function writings({ hostname, serial, user, assetTag, lot }: Label, language: Language): Writing[] {
  const words = {
    serial: say({ fr: 'N° de série', en: 'Serial number' }, language),
    assetTag: say({ fr: 'Inventaire', en: 'Asset tag' }, language),
  };
  const soft = { face: 'Sans' as const, size: 7 };
  return [
    { text: hostname, face: 'Title', size: 13 },
    ...(serial === undefined
      ? []
      : [
          { ...soft, text: words.serial },
          { text: serial, face: 'Mono' as const, size: 9 },
        ]),
    ...(user === undefined ? [] : [{ text: user, face: 'Sans' as const, bold: true, size: 9 }]),
    ...(assetTag === undefined ? [] : [{ ...soft, text: `${words.assetTag} ${assetTag}`, size: 8 }]),
    { ...soft, text: lot },
  ];
}

/** One line: smaller letters first, then cut with an ellipsis, so that no label reaches into the next. */
function drawFitting(
  doc: PDFKit.PDFDocument,
  { text, face, bold, size }: Writing,
  x: number,
  y: number,
  room: number,
): void {
  const ready = printable(text.replace(/\s+/g, ' '), face);
  doc.font(fontFile(ready.font, bold));
  const width = doc.fontSize(size).widthOfString(ready.text);
  const letters = width <= room ? size : Math.max(Math.min(size, SMALLEST), (size * room) / width);
  doc.fontSize(letters);
  let shown = ready.text;
  const whole = [...shown];
  while (doc.widthOfString(shown) > room && whole.length > 1) {
    whole.pop();
    shown = `${whole.join('').trimEnd()}…`;
  }
  doc.fillColor('#000000').text(shown, x, y, { lineBreak: false });
}
