import { z } from 'zod';
import { schemaFindings } from './schema-findings.js';

const schema = z.strictObject({
  name: z.string(),
  disk: z.strictObject({ bytes: z.number().min(1) }),
  token: z.string().min(20).optional(),
  mac: z.string().regex(/:/, 'une adresse MAC ‖ a MAC address').optional(),
});

function findings(value: unknown) {
  const { error } = schema.safeParse(value);
  return schemaFindings(error?.issues ?? [], value);
}

describe('the findings of a schema', () => {
  it('are in both languages, also when the message is zod’s', () => {
    const [finding] = findings({ name: 5, disk: { bytes: 1 } });
    expect(finding).toMatchObject({ field: 'name', found: 5 });
    expect(finding!.expected.fr).toMatch(/^Entrée invalide : chaîne de caractères attendu/);
    expect(finding!.expected.en).toMatch(/^Invalid input: expected string/);
  });

  it('name each unknown field', () => {
    const expected = { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' };
    expect(findings({ name: 'a', nom: 'b', disk: { bytes: 1, octets: 2 } })).toEqual([
      { field: 'disk.octets', found: 2, expected },
      { field: 'nom', found: 'b', expected },
    ]);
  });

  it('keep the schema’s own messages, and no secret', () => {
    expect(findings({ name: 'a', disk: { bytes: 1 }, mac: 'x', token: 'hunter2' })).toMatchObject([
      { field: 'token', found: '[secret]' },
      { field: 'mac', expected: { fr: 'une adresse MAC', en: 'a MAC address' } },
    ]);
  });
});
