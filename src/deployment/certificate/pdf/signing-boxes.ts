import type { Text } from '../../proof/index.js';
import { INK } from './colours.js';
import { drawPicture } from './pictures.js';
import { heightOf, type Sheet } from './sheet.js';

const GAP = 16;
const PAD = 8;
/** For a hand with a pen. */
const ROOM = 52;

/** Where somebody signs, or how somebody did. */
export interface SigningBox {
  title: Text;
  name: Text;
  foot?: Text;
  drawing?: { bytes?: Buffer; alt: string };
}

/** Two boxes beside each other, with their title and on one page. */
export function drawSigningBoxes(sheet: Sheet, boxes: [SigningBox, SigningBox]): void {
  const width = (sheet.width - GAP) / 2;
  const inner = width - 2 * PAD;
  const onPaper = { fr: 'Nom, date et signature', en: 'Name, date and signature' };
  const texts = boxes.map(({ title, name, foot = onPaper }) => ({
    head: [...sheet.lines(title, inner, { bold: true }), ...sheet.lines(name, inner)],
    foot: sheet.lines(foot, inner, { size: 7.5, colour: INK.soft }),
  }));
  const headHeight = Math.max(...texts.map(({ head }) => heightOf(head)));
  const height = headHeight + ROOM + Math.max(...texts.map(({ foot }) => heightOf(foot))) + 2 * PAD;
  sheet.room(height + 40);
  sheet.title({ fr: 'Signatures', en: 'Signatures' });
  boxes.forEach(({ drawing }, at) => {
    const x = sheet.left + at * (width + GAP);
    sheet.artifact(() =>
      sheet.doc.rect(x, sheet.y, width, height).lineWidth(0.7).strokeColor(INK.line).stroke(),
    );
    const { head, foot } = texts[at]!;
    sheet.tagged(sheet.root, 'P', () => sheet.draw(head, x + PAD, sheet.y + PAD));
    const room = { x: x + PAD, y: sheet.y + PAD + headHeight + 2, width: inner, height: ROOM - 6 };
    if (drawing) drawPicture(sheet, sheet.root, drawing.bytes, room, drawing.alt);
    sheet.tagged(sheet.root, 'P', () => sheet.draw(foot, x + PAD, sheet.y + height - PAD - heightOf(foot)));
  });
  sheet.y += height + 6;
}
