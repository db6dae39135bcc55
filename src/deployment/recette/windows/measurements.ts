import { z } from 'zod';
import type { Bilingual } from '../../../platform/core/index.js';
import { pathOf, type Read, readsSchema } from './stored.js';

/** Of one probe, in characters: what the script itself gives at most. A PC that says more is not read. */
const MOST_CHARACTERS = 400_000;

/** What `recette/measure.ps1` answers: the value of each probe as JSON, or why there is none. */
export const measuredSchema = z.looseObject({
  milliseconds: z.number().catch(0),
  answers: z
    .array(
      z
        .object({
          probe: z.string(),
          milliseconds: z.number().catch(0),
          value: z.string().nullable().catch(null),
          fault: z.string().nullable().catch(null),
        })
        .nullable()
        .catch(null),
    )
    .catch([]),
});
export type Measured = z.output<typeof measuredSchema>;

type Answer = { value: unknown; milliseconds: number } | { fault: Bilingual; milliseconds: number };

/** The answers of the probes of one PC, read once. */
export class Measurements {
  private readonly answers = new Map<string, Answer>();
  private readonly reads = new Map<string, Read>();

  constructor(measured: Measured) {
    for (const answer of measured.answers) {
      if (answer === null || this.answers.has(answer.probe)) continue;
      this.answers.set(answer.probe, readAnswer(answer));
    }
    const registry = readsSchema.safeParse(this.valueOf('registry'));
    for (const read of registry.data?.reads ?? []) {
      if (!this.reads.has(pathOf(read))) this.reads.set(pathOf(read), read);
    }
  }

  /** The value of a probe; undefined when there is none. */
  valueOf(probe: string): unknown {
    const answer = this.answers.get(probe);
    return answer !== undefined && 'value' in answer ? answer.value : undefined;
  }

  /** Why a probe has no value; undefined when it has one. */
  faultOf(probe: string): Bilingual | undefined {
    const answer = this.answers.get(probe);
    if (answer === undefined) return { fr: 'aucune réponse du PC', en: 'no answer from the PC' };
    return 'fault' in answer ? answer.fault : undefined;
  }

  millisecondsOf(probe: string): number {
    return this.answers.get(probe)?.milliseconds ?? 0;
  }

  read(place: Pick<Read, 'hive' | 'key' | 'name'>): Read | undefined {
    return this.reads.get(pathOf(place));
  }
}

function readAnswer({ value, fault, milliseconds }: NonNullable<Measured['answers'][number]>): Answer {
  if (value === null) {
    const cause = fault ?? '?';
    return {
      fault: { fr: `le PC n’a pas pu le mesurer (${cause})`, en: `the PC could not measure it (${cause})` },
      milliseconds,
    };
  }
  if (value.length > MOST_CHARACTERS)
    return { fault: { fr: 'réponse trop longue', en: 'answer too long' }, milliseconds };
  try {
    return { value: JSON.parse(value) as unknown, milliseconds };
  } catch {
    return { fault: { fr: 'réponse illisible', en: 'unreadable answer' }, milliseconds };
  }
}
