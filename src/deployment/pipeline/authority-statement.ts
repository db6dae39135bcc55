import { z } from 'zod';
import { type Bilingual, bilingualSchema, joined } from '../../platform/core/index.js';
import { authoritiesWord } from './authorities-word.js';
import { NOT_MEASURED, type Said, type Statements } from './statement-parts.js';

/** The evidence of `update-authorities`. */
const evidenceSchema = z.union([
  z.object({ state: z.literal('not-applicable'), reason: bilingualSchema }),
  z.object({
    state: z.literal('checked'),
    updates: z.array(
      z.object({
        variable: z.string(),
        status: z.enum(['updated', 'unchanged', 'not-allowed', 'withheld']),
        cause: bilingualSchema.optional(),
        adds: z.array(z.string()),
        digests: z.number(),
      }),
    ),
    lacking: z.array(z.string()),
    db: z.array(z.string()),
    kek: z.array(z.string()),
  }),
]);
type Checked = Extract<z.output<typeof evidenceSchema>, { state: 'checked' }>;

const WORDS: Record<Checked['updates'][number]['status'], Bilingual> = {
  updated: { fr: 'ajoutées', en: 'added' },
  unchanged: { fr: 'déjà là', en: 'there before' },
  'not-allowed': { fr: 'refusées par les clés de ce PC', en: 'not allowed by the keys of this PC' },
  withheld: { fr: 'laissées de côté', en: 'withheld' },
};

/** Which authorities the firmware was given; nothing when the profile does not ask for it. */
export function authorityStatements({ plan, evidence }: Said): Statements {
  if (authoritiesWord(plan.profile.document) === 'keep') return [];
  const found = evidenceSchema.safeParse(evidence('update-authorities')).data;
  return [
    {
      subject: { fr: 'Autorités de Secure Boot', en: 'Authorities of Secure Boot' },
      asked: { fr: 'mises à jour', en: 'updated' },
      applied: found === undefined ? '—' : found.state === 'checked' ? appliedText(found) : found.reason,
      measured: found?.state === 'checked' ? measuredText(found) : NOT_MEASURED,
    },
  ];
}

function appliedText({ updates, lacking }: Checked): Bilingual {
  const parts = Object.entries(WORDS).flatMap(([status, { fr, en }]) => {
    const names = updates.filter((update) => update.status === status).map(nameOf);
    if (names.length === 0) return [];
    const all = joined(names, ', ');
    return [{ fr: `${fr} : ${all.fr}`, en: `${en}: ${all.en}` }];
  });
  const keys = lacking.map((name) => `${name} (KEK)`).join(', ');
  const noKey = keys !== '' && {
    fr: `sans mise à jour du fabricant de ce PC : ${keys}`,
    en: `without an update of the maker of this PC: ${keys}`,
  };
  const said = [...parts, noKey || undefined];
  return { fr: joined(said, ' ; ').fr, en: joined(said, '; ').en };
}

function nameOf({ variable, adds, digests, cause }: Checked['updates'][number]): Bilingual {
  const names = [...adds, ...(digests > 0 ? [`${digests} SHA-256`] : [])].join(', ');
  return {
    fr: `${names} (${variable}${cause ? ` ; ${cause.fr}` : ''})`,
    en: `${names} (${variable}${cause ? `; ${cause.en}` : ''})`,
  };
}

/** What the firmware trusts, read again after the updates. */
function measuredText({ db, kek }: Checked): Bilingual {
  const [authorities, keys] = [db, kek].map((names) => names.join(', ') || '—');
  return {
    fr: `relu dans le micrologiciel : db ${authorities} ; KEK ${keys}`,
    en: `read back in the firmware: db ${authorities}; KEK ${keys}`,
  };
}
