import { readFileSync } from 'node:fs';

/** What debconf calls the kinds of question that can be answered. debconf-devel(7). */
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

/** Types that the installer's own dump of its database has besides, and that nobody answers. */
export const UNASKED_TYPES = ['error', 'terminal', 'entropy', 'detailed-progress', 'seen'];

/** Questions of debian-installer of Debian 10 to 13, and of Ubuntu's while it had it, by type. */
const BY_TYPE = JSON.parse(
  readFileSync(new URL('preseed-questions.json', import.meta.url), 'utf8'),
) as Partial<Record<QuestionType, string[]>>;

export const PRESEED_QUESTIONS: ReadonlyMap<string, QuestionType> = new Map(
  QUESTION_TYPES.flatMap((type) => (BY_TYPE[type] ?? []).map((name) => [name, type] as const)),
);

/** Questions that are there once for each archive: `apt-setup/local0/repository`. */
const LOCAL: ReadonlyMap<string, QuestionType> = new Map([
  ['repository', 'string'],
  ['comment', 'string'],
  ['source', 'boolean'],
  ['key', 'string'],
]);

/** The type of a question; undefined when no table knows it. */
export function questionType(name: string): QuestionType | undefined {
  const local = /^apt-setup\/local\d+\/([a-z]+)$/.exec(name)?.[1];
  return PRESEED_QUESTIONS.get(name) ?? (local === undefined ? undefined : LOCAL.get(local));
}
