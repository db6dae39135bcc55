/** The languages of the people who read Établi. French is the default. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * A text for people, in French and English. Texts are written where they are used, so that one language
 * cannot be forgotten (docs/adr/0003-bilingual-texts.md).
 */
export interface Bilingual {
  fr: string;
  en: string;
}

/** The text in the given language. */
export function say(text: Bilingual, language: Language): string {
  return text[language];
}

/** A text that needs no translation: a name, a number, what a PC said. */
export function same(text: string | number): Bilingual {
  return { fr: String(text), en: String(text) };
}

/** Joins texts into one, language by language. */
export function joined(parts: (Bilingual | string | null | undefined)[], separator = ' '): Bilingual {
  const inLanguage = (language: Language): string =>
    parts
      .map((part) => (typeof part === 'object' && part !== null ? part[language] : part))
      .filter(Boolean)
      .join(separator);
  return { fr: inLanguage('fr'), en: inLanguage('en') };
}

/** The language that an Accept-Language header asks for first; French when it names neither. RFC 9110 §12.5.4. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const tags = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  const first = tags.find(({ tag }) => tag.startsWith('fr') || tag.startsWith('en'));
  return first?.tag.startsWith('en') ? 'en' : 'fr';
}
