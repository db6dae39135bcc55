import { type Bilingual, InputError } from '../core/index.js';

/** character_not_in_repertoire, PostgreSQL's refusal of U+0000 in a text. PostgreSQL manual, appendix A. */
const NOT_IN_REPERTOIRE = '22021';

const EXPECTED: Bilingual = {
  fr: 'un texte sans caractère nul (U+0000)',
  en: 'a text without the null character (U+0000)',
};

/** An InputError for PostgreSQL's refusal of a text with U+0000; any other error as it is. */
export function refusedNull(error: unknown): unknown {
  if ((error as { code?: unknown } | null)?.code !== NOT_IN_REPERTOIRE) return error;
  const text = { fr: 'la demande contient un caractère nul', en: 'the request contains a null character' };
  return new InputError(
    text,
    [{ field: { fr: '(texte)', en: '(text)' }, found: 'U+0000', expected: EXPECTED }],
    {
      cause: error,
    },
  );
}
