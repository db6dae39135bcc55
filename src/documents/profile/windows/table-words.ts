import { z } from 'zod';
import type { Bilingual } from '../../../platform/core/index.js';
import { expectedName } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';

/** Longer texts are not compared with the tables; no name is this long. */
const LONGEST = 200;

/** A text that must be in a table of Windows; otherwise it is refused, and similar names are proposed. */
export function tableWord(
  isKnown: (text: string) => boolean,
  what: Bilingual,
  names: () => Iterable<string>,
): z.ZodString {
  return z.string({ error: expecting(what.fr, what.en) }).superRefine((text, context) => {
    if (text.length <= LONGEST && isKnown(text)) return;
    const { fr, en } = expectedName(what, text.slice(0, LONGEST), names());
    context.addIssue({ code: 'custom', message: expecting(fr, en), input: text });
  });
}
