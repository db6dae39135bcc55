import { createRequire } from 'node:module';
import { openSync, type Font } from 'fontkit';

const require = createRequire(import.meta.url);
const sourceSans = (name: string) =>
  require.resolve(`@expo-google-fonts/source-sans-3/${name}/SourceSans3_${name}.ttf`);
const dejaVu = (name: string) => require.resolve(`dejavu-fonts-ttf/ttf/DejaVu${name}.ttf`);

/** The files of the fonts. They are embedded as subsets: no reader needs them installed. */
const FONTS = {
  Sans: { normal: sourceSans('400Regular'), bold: sourceSans('600SemiBold') },
  Title: { normal: sourceSans('700Bold') },
  Mono: { normal: dejaVu('SansMono') },
  Other: { normal: dejaVu('SansCondensed'), bold: dejaVu('SansCondensed-Bold') },
};
export type Face = keyof typeof FONTS;

/** The file of a face, bold where it has a bold one. */
export function fontFile(face: Face, bold = false): string {
  const family: { normal: string; bold?: string } = FONTS[face];
  return (bold ? family.bold : undefined) ?? family.normal;
}

const opened = new Map<string, Font>();

/** The characters of a text that a font has not got. */
function lacking(file: string, text: string): Set<string> {
  const font = opened.get(file) ?? (openSync(file) as Font);
  opened.set(file, font);
  const isLacking = (c: string) => c !== '\n' && !font.hasGlyphForCodePoint(c.codePointAt(0) ?? 0);
  return new Set([...text].filter(isLacking));
}

/**
 * A text as it can be printed, and the font for it. Source Sans has the scripts of Europe; DejaVu has more. A
 * character that neither has is printed as its code point, never as a blank box.
 */
export function printable(text: string, face: Face): { text: string; font: Face } {
  // Control characters and marks that turn the direction of writing would make a name look like another.
  const clean = text
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\u202f/g, '\u00a0')
    .replace(/[\u2000-\u200a\u2028\u2029\u205f\u3000]/g, ' ')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');
  if (lacking(FONTS[face].normal, clean).size === 0) return { text: clean, font: face };
  const missing = lacking(FONTS.Other.normal, clean);
  return { text: [...clean].map((c) => (missing.has(c) ? codePoint(c) : c)).join(''), font: 'Other' };
}

function codePoint(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
