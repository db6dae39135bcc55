import { LANGUAGES, say as plainSay, type Bilingual, type Language } from '../../../platform/core/index.js';

const NO_BREAK = '\u00a0';

/**
 * A text as a page shows it. French has no-break spaces inside « » and before : ; ! ? and %, so that no line begins
 * with one of them, and ’ as its apostrophe (Lexique des règles typographiques en usage à l'Imprimerie nationale).
 * In the code and in a terminal the same texts have plain spaces, which can be typed and searched for.
 */
export function say(text: Bilingual, language: Language): string {
  const said = plainSay(text, language);
  return language === 'fr' ? typeset(said) : said;
}

/** What was read once, as the readers of each language see it. */
export function inEachLanguage<T>(view: (language: Language) => T): Record<Language, T> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, view(language)])) as Record<Language, T>;
}

export function typeset(french: string): string {
  return french
    .replace(/ (?=[:;!?%»](?:\s|$|[.,)]))/g, NO_BREAK)
    .replace(/« /g, `«${NO_BREAK}`)
    .replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
}
