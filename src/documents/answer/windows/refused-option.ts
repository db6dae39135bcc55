import { type Bilingual, InputError } from '../../../platform/core/index.js';

/** An option that is not possible for this PC or release: the field, what was found, what was expected. */
export function refusedOption(field: string, found: unknown, expected: Bilingual): InputError {
  const shown = found === undefined ? '∅' : JSON.stringify(found);
  return new InputError(
    {
      fr: `option refusée : ${field} = ${shown} → ${expected.fr}`,
      en: `option refused: ${field} = ${shown} → ${expected.en}`,
    },
    [{ field, found, expected }],
  );
}
