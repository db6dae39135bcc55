import { PermanentError } from './errors.js';

/**
 * Any text as one word of a POSIX shell: `it's` -> `'it'\''s'`. Nothing inside is expanded, newlines
 * included. U+0000 cannot be part of a word: PermanentError. POSIX.1-2017 §2.2.2.
 */
export function shellWord(text: string): string {
  if (text.includes('\u0000')) {
    throw new PermanentError({
      fr: 'le caractère nul ne peut pas être donné à un interpréteur de commandes',
      en: 'the NUL character cannot be given to a shell',
    });
  }
  return `'${text.replaceAll("'", "'\\''")}'`;
}
