import { InputError, MOST_FINDINGS } from '../../../../platform/core/index.js';
import { subjects } from './subjects.js';

const BYTES = 3_000;
const SUBJECTS = subjects(20_261_128);

function findingsOf(read: () => unknown): unknown[] {
  try {
    return (read() as { findings?: unknown[] } | undefined)?.findings ?? [];
  } catch (error) {
    if (error instanceof InputError) return error.findings;
    throw error;
  }
}

describe('hostile documents', () => {
  it('are the same for the same seed', () => {
    const texts = (seed: number) =>
      subjects(seed).map(({ documents }) => Object.values(documents).map((make) => make(500)));
    expect(texts(1)).toEqual(texts(1));
    expect(texts(2)).not.toEqual(texts(1));
  });

  it.each(SUBJECTS)('are all read: $name', ({ documents, read, encoding }) => {
    expect(Object.keys(documents).length).toBeGreaterThan(2);
    for (const make of Object.values(documents)) {
      const findings = findingsOf(() => read(Buffer.from(make(BYTES), encoding ?? 'utf8')));
      expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS + 1);
    }
  });
});
