/** The day as the version of a master has it: `20261129`. */
const dayOf = (at: Date) => at.toISOString().slice(0, 10).replaceAll('-', '');

const BEGAN = new Date();

/** Equals such a version of today, with what stands before and after the day; a run may pass midnight. */
export function versionOfToday(before = '', after = ''): unknown {
  const days = [dayOf(BEGAN), dayOf(new Date())];
  return expect.stringMatching(new RegExp(`^${before}(?:${days.join('|')})${after}$`));
}
