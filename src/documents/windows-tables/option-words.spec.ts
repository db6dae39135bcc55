import { isOptionRow, type OptionTree, windowsOptionRows } from './index.js';

const ROWS = rowsIn(windowsOptionRows('windows-11-25h2'), '');

function rowsIn(tree: OptionTree, at: string): { path: string; fr: string; en: string }[] {
  return Object.entries(tree).flatMap(([name, node]) =>
    isOptionRow(node) ? [{ path: `${at}${name}`, ...node.description }] : rowsIn(node, `${at}${name}.`),
  );
}

/** Words that are never in a French sentence. */
const ENGLISH =
  /(?<![\w`’])(?:the|of|and|is|are|with|when|whether|which|not|for|from|by|to|that|shows?|only)(?![\w`])/i;
/** Names that Windows has in English only. */
const NAMES = /Click to Do|Documents and Settings/g;
/** Words that are never in an English sentence. */
const FRENCH = /(?<![\w`])(?:le|la|les|des|du|une|est|avec|quand|pour|dans|sur|qui|à)(?![\w`])|[éèêàçùô]/i;

describe('each option of Windows that is a row', () => {
  it('is described in both languages, each in its own words', () => {
    expect(ROWS.length).toBeGreaterThan(350);
    expect(ROWS.filter(({ fr, en }) => fr.trim() === '' || en.trim() === '' || fr === en)).toEqual([]);
  });

  it('has no English in its French, and no French in its English', () => {
    expect(ROWS.filter(({ fr, en }) => ENGLISH.test(fr.replaceAll(NAMES, '')) || FRENCH.test(en))).toEqual(
      [],
    );
  });
});
