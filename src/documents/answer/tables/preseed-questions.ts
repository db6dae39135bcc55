import { readFileSync } from 'node:fs';

/** debconf types of questions that have an answer. debconf-devel(7). */
export const QUESTION_TYPES = [
  'string',
  'boolean',
  'select',
  'multiselect',
  'password',
  'note',
  'text',
  'title',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** Other types in a dump of the installer's database, which have no answer. */
export const UNASKED_TYPES = ['error', 'terminal', 'entropy', 'detailed-progress', 'seen'];

/** Questions of debian-installer of Debian 10 to 13, and of the former Ubuntu one, by type. */
const BY_TYPE = JSON.parse(
  readFileSync(new URL('preseed-questions.json', import.meta.url), 'utf8'),
) as Partial<Record<QuestionType, string[]>>;

export const PRESEED_QUESTIONS: ReadonlyMap<string, QuestionType> = new Map(
  QUESTION_TYPES.flatMap((type) => (BY_TYPE[type] ?? []).map((name) => [name, type] as const)),
);

/** Questions that exist once per repository: `apt-setup/local0/repository`. */
const LOCAL: ReadonlyMap<string, QuestionType> = new Map([
  ['repository', 'string'],
  ['comment', 'string'],
  ['source', 'boolean'],
  ['key', 'string'],
]);

/** The type of a question; undefined when it is not in the tables. */
export function questionType(name: string): QuestionType | undefined {
  const local = /^apt-setup\/local\d+\/([a-z]+)$/.exec(name)?.[1];
  return PRESEED_QUESTIONS.get(name) ?? (local === undefined ? undefined : LOCAL.get(local));
}
