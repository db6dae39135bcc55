/** What template engines, scripts and Établi itself, `{vault:reference}`, fill in before Windows reads the file. */
const PLACEHOLDER =
  /\{\{.*\}\}|\$\{?\w|%[^%\s]+%|@[^@\s]+@|\[\[.*\]\]|__\w+__|<%|\{%|^\[[\w -]+\]$|^(?:YOUR|CHANGE|REPLACE|INSERT|ENTER)[ _]|^\{vault:/s;

/** Enough to see one by. */
const LOOKED_AT = 200;

/** Whether a value is filled in later, so that nothing can be said of it yet. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.slice(0, LOOKED_AT));
}

export const FILL_IN = {
  fr: 'ce texte est rempli plus tard : contrôlez le fichier une fois rempli',
  en: 'this text is filled in later: check the file once it is',
};
