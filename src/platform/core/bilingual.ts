/** The languages of the people who read Établi. French is the default. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * A text that a person reads, in both languages at once. Texts stand where they are used, so that one
 * cannot be written without the other (docs/adr/0003-bilingual-texts.md).
 */
export interface Bilingual {
  fr: string;
  en: string;
}

/** The text in the asked language. */
export function say(text: Bilingual, language: Language): string {
  return text[language];
}

/** One text of the parts that there are. */
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
