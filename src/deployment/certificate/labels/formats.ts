import type { Bilingual } from '../../../platform/core/index.js';

/** Sheets and rolls of labels; sizes in millimetres, as their makers publish them. */
export interface LabelFormat {
  title: Bilingual;
  page: { width: number; height: number };
  label: { width: number; height: number };
  /** Of the first label. */
  left: number;
  top: number;
  columns: number;
  rows: number;
  /** From one label to the next. */
  across: number;
  down: number;
  /** Kept free on the left and on the right of a label: printers do not reach the edge of the paper. */
  pad: number;
}

const A4 = { width: 210, height: 297 };

function roll(width: number, height: number, name: string): LabelFormat {
  const label = { width, height };
  const size = `${width} × ${height} mm`;
  return {
    title: { fr: `Imprimante d’étiquettes, ${size} (${name})`, en: `Label printer, ${size} (${name})` },
    ...{ page: label, label, left: 0, top: 0, columns: 1, rows: 1, across: width, down: height, pad: 2.6 },
  };
}

export const LABEL_FORMATS = {
  '3x8': {
    title: { fr: 'A4, 24 étiquettes 70 × 37 mm', en: 'A4, 24 labels 70 × 37 mm' },
    ...{ page: A4, label: { width: 70, height: 37 }, left: 0, top: 0.5, columns: 3, rows: 8 },
    ...{ across: 70, down: 37, pad: 5 },
  },
  l7160: {
    title: {
      fr: 'A4, 21 étiquettes 63,5 × 38,1 mm (Avery L7160)',
      en: 'A4, 21 labels 63.5 × 38.1 mm (Avery L7160)',
    },
    ...{ page: A4, label: { width: 63.5, height: 38.1 }, left: 7.21, top: 15.15, columns: 3, rows: 7 },
    ...{ across: 66.04, down: 38.1, pad: 3 },
  },
  l7163: {
    title: {
      fr: 'A4, 14 étiquettes 99,1 × 38,1 mm (Avery L7163)',
      en: 'A4, 14 labels 99.1 × 38.1 mm (Avery L7163)',
    },
    ...{ page: A4, label: { width: 99.1, height: 38.1 }, left: 4.65, top: 15.15, columns: 2, rows: 7 },
    ...{ across: 101.6, down: 38.1, pad: 3 },
  },
  '62x29': roll(62, 29, 'Brother DK-11209'),
  '57x32': roll(57, 32, 'Dymo 11354'),
  '89x36': roll(89, 36, 'Dymo 99012'),
  '54x25': roll(54, 25, 'Dymo 11352'),
} satisfies Record<string, LabelFormat>;

export type LabelFormatName = keyof typeof LABEL_FORMATS;
export const LABEL_FORMAT_NAMES = Object.keys(LABEL_FORMATS) as [LabelFormatName, ...LabelFormatName[]];

/** The labels of one sheet. */
export function perSheet(name: LabelFormatName): number {
  const { columns, rows } = LABEL_FORMATS[name];
  return columns * rows;
}
