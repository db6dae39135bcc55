import { z } from 'zod';
import { type Bilingual, bilingualSchema, PermanentError } from '../../../../platform/core/index.js';
import type { FirmwareTrust } from '../boot-check/readings.js';
import type { Update } from './wanted-updates.js';

const answerSchema = z.object({
  updates: z.array(
    z.looseObject({
      sha256: z.string(),
      status: z.enum(['updated', 'unchanged', 'not-allowed', 'withheld']),
      cause: bilingualSchema.optional(),
    }),
  ),
});

/** What came of an update, for the certificate. */
export interface JudgedUpdate {
  variable: Update['variable'];
  sha256: string;
  name: string;
  status: 'updated' | 'unchanged' | 'not-allowed' | 'withheld';
  /** Why it was withheld. */
  cause?: Bilingual;
  adds: string[];
  digests: number;
  signers: string[];
}

/**
 * What the agent says of each update, held against a second reading of the firmware. Throws PermanentError when one
 * has no answer, when an authority is not there that was added, or when one is gone that was trusted.
 */
export function judgedUpdates(
  answer: unknown,
  sent: readonly Update[],
  before: FirmwareTrust,
  after: FirmwareTrust,
): JudgedUpdate[] {
  const { updates } = answerSchema.parse(answer);
  const lost = before.db.filter(({ sha256 }) => after.db.every((one) => one.sha256 !== sha256));
  if (lost.length > 0) {
    const names = lost.map(({ subject }) => subject).join(', ');
    throw unexpected({ fr: `il ne fait plus confiance à ${names}`, en: `it no longer trusts ${names}` });
  }
  return sent.map((update) => {
    const said = updates.find(({ sha256 }) => sha256 === update.sha256);
    if (said === undefined) {
      const { name } = update;
      throw unexpected({ fr: `rien n’est dit de ${name}`, en: `nothing is said of ${name}` });
    }
    if (said.status === 'updated' || said.status === 'unchanged') mustHold(after, update);
    return judged(update, said.status, said.cause);
  });
}

const HELD: Record<Update['variable'], (trust: FirmwareTrust) => FirmwareTrust['db']> = {
  KEK: ({ kek }) => kek,
  db: ({ db }) => db,
  dbx: ({ dbx }) => dbx.certificates,
};

function mustHold(trust: FirmwareTrust, { variable, adds }: Update): void {
  const held = new Set(HELD[variable](trust).map(({ sha256 }) => sha256));
  const missing = adds.certificates.filter(({ sha256 }) => !held.has(sha256));
  if (missing.length === 0) return;
  const names = missing.map(({ subject }) => subject).join(', ');
  throw unexpected({ fr: `${names} : pas dans ${variable}`, en: `${names}: not in ${variable}` });
}

export function judged(
  { variable, sha256, name, adds, signers }: Update,
  status: JudgedUpdate['status'],
  cause?: Bilingual,
): JudgedUpdate {
  const [added, signed] = [adds.certificates, signers].map((all) => all.map(({ subject }) => subject)) as [
    string[],
    string[],
  ];
  const what = { adds: added, digests: adds.digests, signers: signed };
  return { variable, sha256, name, status, ...(cause && { cause }), ...what };
}

function unexpected({ fr, en }: Bilingual): PermanentError {
  return new PermanentError(
    {
      fr: `relu après la mise à jour de ses autorités, ce micrologiciel n’a pas ce qui est attendu : ${fr}`,
      en: `read again after its authorities were updated, this firmware does not have what is expected: ${en}`,
    },
    {
      remedy: {
        fr: 'Mettez à jour le micrologiciel du PC, ou remettez ses clés d’usine de Secure Boot, puis reprenez.',
        en: 'Update the PC’s firmware, or restore its factory keys of Secure Boot, then retry.',
      },
    },
  );
}
