import { reviewProfile } from './review.js';

describe('the review of a text that is being written', () => {
  it('names each wrong field with its line, and reads the rest', () => {
    const { findings, value, document } = reviewProfile(
      'name: Desk top\nlocale:\n  timeZone: Europe/Nowhere\n  colour: red\n',
    );
    expect(findings.map(({ field, line }) => [field, line])).toEqual([
      ['name', 1],
      ['locale.timeZone', 3],
      ['locale.colour', 4],
    ]);
    expect(value).toEqual({ name: 'Desk top', locale: { timeZone: 'Europe/Nowhere', colour: 'red' } });
    expect(document).toBeUndefined();
  });

  it('gives the profile with its defaults when nothing is wrong', () => {
    const { findings, document } = reviewProfile('name: desktop\n');
    expect(findings).toEqual([]);
    expect(document).toMatchObject({ name: 'desktop', update: 'none' });
  });

  it('names the line of a fault of the YAML itself', () => {
    const { findings, value } = reviewProfile('name: a\nlocale: [\n');
    expect(findings[0]).toMatchObject({ field: '(document)', line: 3 });
    expect(value).toBeUndefined();
  });

  it('refuses repetitions of repetitions, prototype names and texts beyond 1 MiB without reading on', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    expect(reviewProfile(lines.join('\n')).findings[0]?.expected).toEqual({
      fr: 'moins de répétitions (&, *)',
      en: 'fewer repetitions (&, *)',
    });
    expect(reviewProfile('name: a\n__proto__: { admin: true }\n').findings[0]).toMatchObject({
      field: '__proto__',
      expected: { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' },
    });
    expect(reviewProfile(`# ${'x'.repeat(1 << 20)}\n`).findings[0]?.expected.en).toBe('at most 1 MiB');
  });

  it('never repeats what may be a secret', () => {
    const { findings } = reviewProfile('name: a\nusers: [{ name: anna, password: hunter2 }]\n');
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});
