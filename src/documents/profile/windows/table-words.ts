import { z } from 'zod';
import type { Bilingual } from '../../../platform/core/index.js';
import { expectedName } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';

/** Longer than any name of the tables: what is longer is not compared with them. */
const LONGEST = 200;

/** A text that a table of Windows must know; one that it does not is refused with the nearest that it does. */
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
