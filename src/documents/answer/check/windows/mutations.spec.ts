import { readFileSync, readdirSync } from 'node:fs';
import { mutate, MUTATION_KINDS, seeded } from '../../../../../test/support/answer-mutations.js';
import { checkWindows } from './check-windows.js';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const files = readdirSync(FIXTURES).map((name) => readFileSync(new URL(name, FIXTURES)));

/** The number of mutations of each kind, for each file. */
const TIMES = 60;

describe('one thing made wrong in a good file', () => {
  it.each(MUTATION_KINDS)('is named on its line: %s', (kind) => {
    const random = seeded(20261125);
    const missed: string[] = [];
    let made = 0;
    for (const file of files) {
      for (let time = 0; time < TIMES; time += 1) {
        const mutation = mutate(file, kind, random);
        if (!mutation) continue;
        made += 1;
        const findings = checkWindows(Buffer.from(mutation.text));
        const named = findings.some(({ line, severity }) => line === mutation.line && severity !== 'note');
        if (!named) missed.push(mutation.text.split('\n')[mutation.line - 1] ?? '');
      }
    }
    expect(missed).toEqual([]);
    expect(made).toBeGreaterThanOrEqual(TIMES);
  });
});
