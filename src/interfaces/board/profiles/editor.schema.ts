import { z } from 'zod';

/** JSON makes a text longer than its bytes; the checker itself says that 1 MiB is the most. */
const text = z.string().max(1_100_000);

/** A form sends the ends of lines as CRLF, HTML §4.10.22.4. */
const sentText = text.transform((sent) => sent.replaceAll('\r\n', '\n'));

/** What the page asks while somebody writes: the text as it stands, and what was done in the form since. */
export const editSchema = z.strictObject({
  text,
  changes: z
    .array(z.strictObject({ id: z.string().max(300), value: z.string().max(20_000) }))
    .max(50)
    .default([]),
});
export type Edit = z.output<typeof editSchema>;

/** The form of the page, sent as a whole: the fields of the profile are `field:<id>`. */
export const savedFormSchema = z
  .object({
    text: sentText,
    /** The text that the fields showed; absent where a script has put them into the text already. */
    before: sentText.optional(),
    /** The version that the text was made from; 0 for a new profile. */
    basedOn: z.coerce.number().int().min(0).max(1_000_000),
    /** The profile that the page was opened for; empty for a new one. */
    profile: z.string().max(63),
    do: z.string().max(400).default('save'),
  })
  .catchall(z.union([z.string().max(20_000), z.array(z.string().max(200)).max(50)]));
export type SavedForm = z.output<typeof savedFormSchema>;

const FIELD = 'field:';

/** The fields of the profile among those of the form. Several ticked boxes of one name are one list. */
export function fieldsOf(form: SavedForm): { id: string; value: string }[] {
  return Object.entries(form)
    .filter(([name]) => name.startsWith(FIELD))
    .map(([name, value]) => ({
      id: name.slice(FIELD.length),
      value: Array.isArray(value) ? value.filter((word) => word !== '').join(', ') : String(value),
    }));
}
