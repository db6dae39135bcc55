import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const SOURCE_SANS = '@expo-google-fonts/source-sans-3';

export type Face = 'regular' | 'semibold' | 'bold' | 'mono';

const FILES: Record<Face | 'other' | 'otherBold', string> = {
  regular: `${SOURCE_SANS}/400Regular/SourceSans3_400Regular.ttf`,
  semibold: `${SOURCE_SANS}/600SemiBold/SourceSans3_600SemiBold.ttf`,
  bold: `${SOURCE_SANS}/700Bold/SourceSans3_700Bold.ttf`,
  mono: 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  other: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  otherBold: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
};

/** What fontkit tells of a font; pdfkit keeps it behind its own font. */
interface Glyphs {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Gives the document its fonts. They are embedded as subsets: no reader needs them installed. */
export function registerFonts(doc: PDFKit.PDFDocument): void {
  for (const [name, file] of Object.entries(FILES)) doc.registerFont(name, require.resolve(file));
}

function lacking(doc: PDFKit.PDFDocument, text: string): string[] {
  const { font } = (doc as unknown as Glyphs)._font;
  return [...text].filter(
    (character) => !/\s/.test(character) && !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}

/**
 * Chooses the font for a text and gives the text as it can be printed. Source Sans has the scripts of
 * Europe; DejaVu has more. A character that neither has is printed as its code point, never as a blank box.
 */
export function useFace(doc: PDFKit.PDFDocument, face: Face, text: string): string {
  const clean = printable(text);
  doc.font(face);
  if (lacking(doc, clean).length === 0) return clean;
  doc.font(face === 'bold' || face === 'semibold' ? 'otherBold' : 'other');
  const missing = new Set(lacking(doc, clean));
  if (missing.size === 0) return clean;
  return [...clean].map((c) => (missing.has(c) ? codePoint(c) : c)).join('');
}

function codePoint(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Control characters and marks that turn the direction of writing would make a name look like another. */
function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    ' ',
  );
}
