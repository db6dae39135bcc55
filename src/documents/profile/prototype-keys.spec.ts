import { plainNameLike, PROTOTYPE_KEYS } from '../../../test/support/prototype-keys.js';
import { InputError } from '../../platform/core/index.js';
import { parseProfile, profileJsonSchema, readProfile } from './index.js';

interface Part {
  type?: string;
  properties?: Record<string, Part>;
  items?: Part;
  additionalProperties?: Part | boolean;
  anyOf?: Part[];
  oneOf?: Part[];
  allOf?: Part[];
  $ref?: string;
  $defs?: Record<string, Part>;
}

/** The path of every object in a profile; for a list, only its first item. */
function groups(root: Part): string[] {
  const found = new Set<string>();
  const walk = (given: Part, path: string[], depth: number): void => {
    const part = root.$defs?.[given.$ref?.slice('#/$defs/'.length) ?? ''] ?? given;
    if (depth > 10) return;
    if (part.properties ?? part.additionalProperties) found.add(path.join('/'));
    for (const form of [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.allOf ?? [])])
      walk(form, path, depth + 1);
    for (const [name, inner] of Object.entries(part.properties ?? {}))
      walk(inner, [...path, name], depth + 1);
    if (part.items) walk(part.items, [...path, '0'], depth + 1);
  };
  walk(root, [], 0);
  return [...found];
}

function documentWith(path: string, name: string): string {
  const steps = path === '' ? [] : path.split('/');
  const inner = `{${JSON.stringify(name)}:{"a":1}}`;
  const whole = steps.reduceRight(
    (text, step) => (step === '0' ? `[${text}]` : `{${JSON.stringify(step)}:${text}}`),
    inner,
  );
  return whole;
}

function findingsOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error instanceof InputError ? error.findings : error;
  }
}

const PLACES = groups(profileJsonSchema());

describe('a profile', () => {
  it('has groups of fields in many places', () => {
    expect(PLACES.length).toBeGreaterThan(200);
  });

  it.each(PROTOTYPE_KEYS.filter((name) => name !== '__proto__'))(
    'takes %s for a field as any other, wherever it stands',
    (name) => {
      const answers = (own: string) =>
        PLACES.flatMap((place) => {
          const text = documentWith(place, own);
          return [() => readProfile(text), () => parseProfile(JSON.parse(text))].map((read) => {
            try {
              read();
              return `${place}: taken`;
            } catch (error) {
              if (!(error instanceof InputError)) throw error;
              const said = error.findings.map(({ field, found, expected }) =>
                JSON.stringify([field, found, expected.en]).replace(/ \(line \d+\)/, ''),
              );
              return `${place}: ${said
                .map((one) => one.replaceAll(own, 'NAME'))
                .sort()
                .join(' ')}`;
            }
          });
        });
      expect(answers(name)).toEqual(answers(plainNameLike(name)));
    },
  );

  it('refuses a field called __proto__, wherever it stands, and has no such field afterwards', () => {
    for (const place of PLACES) {
      const text = documentWith(place, '__proto__');
      const field = [...place.split('/').filter(Boolean), '__proto__']
        .join('.')
        .replace(/\.0(?=\.|$)/g, '[0]');
      for (const read of [() => readProfile(text), () => parseProfile(JSON.parse(text))]) {
        expect(findingsOf(read)).toEqual([
          {
            field,
            found: '…',
            expected: expect.objectContaining({ fr: 'aucun champ de ce nom ici' }) as unknown,
          },
        ]);
      }
    }
  });
});
