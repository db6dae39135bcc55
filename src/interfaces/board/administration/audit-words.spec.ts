import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACT_NAMES, actName, actsNamed } from './audit-words.js';

const SOURCE = join(import.meta.dirname, '..', '..', '..');

/** Each action that the source records. */
function recorded(): string[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join(SOURCE, file), 'utf8');
    return [...text.matchAll(/(?:action: |act\(|record\()'([a-z-]+\.[a-z-]+)'/g)].map(
      ([, action = '']) => action,
    );
  });
  return [...new Set(found)].sort();
}

describe('the names of acts', () => {
  it('are there for every action that the source records', () => {
    expect(recorded().length).toBeGreaterThan(40);
    expect(recorded().filter((action) => !Object.hasOwn(ACT_NAMES, action))).toEqual([]);
  });

  it('never show an identifier, not even of an unknown action', () => {
    expect(actName('lot.arm-all').fr).toBe('Autre action');
    expect(actName('__proto__').en).toBe('Other act');
  });

  it('are found by a part of them, in the language of the reader', () => {
    expect(actsNamed('REPRIS', 'fr')).toEqual(['deployment.retry']);
    expect(actsNamed('repris', 'en')).toEqual([]);
  });
});
