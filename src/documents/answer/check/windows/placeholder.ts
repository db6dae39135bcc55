/**
 * Placeholders that template engines, scripts and Établi (`{vault:reference}`) replace before Windows reads the file.
 */
const PLACEHOLDER =
  /\{\{.*\}\}|\$\{?\w|%[^%\s]+%|@[^@\s]+@|\[\[.*\]\]|__\w+__|<%|\{%|^\[[\w -]+\]$|^(?:YOUR|CHANGE|REPLACE|INSERT|ENTER)[ _]|^\{vault:/s;

/** Limit on the characters that are searched for a placeholder. */
const LOOKED_AT = 200;

/** Reports whether a value has a placeholder, so that it cannot be checked yet. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.slice(0, LOOKED_AT));
}

export const FILL_IN = {
  fr: 'ce texte est rempli plus tard : contrôlez le fichier une fois rempli',
  en: 'this text is filled in later: check the file once it is',
};
