import type { LotWords } from './words.js';

const STEPS = [
  { id: 'pcs', href: '/lots/new', word: 'stepPcs' },
  { id: 'profile', href: '/lots/new/profile', word: 'stepProfile' },
  { id: 'review', href: '/lots/new/review', word: 'stepReview' },
] as const;

/** The three moves of a new lot; any can be gone back to. */
export function draftSteps(current: (typeof STEPS)[number]['id'], t: LotWords) {
  return STEPS.map(({ id, href, word }) => ({ href, name: t[word], current: id === current }));
}
