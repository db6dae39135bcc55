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
  it('are in plain words of both languages', () => {
    expect(findings({ name: 5, disk: { bytes: 0 } })).toMatchObject([
      { field: 'name', found: 5, expected: { en: 'a text (quoted if it looks like a number)' } },
      { field: 'disk.bytes', found: 0, expected: { fr: 'au moins 1', en: 'at least 1' } },
    ]);
  });

  it.each([
    [z.number().positive(), 0, { fr: 'plus de 0', en: 'more than 0' }],
    [z.number().lt(3), 3, { fr: 'moins de 3', en: 'less than 3' }],
    [z.string().length(2), 'abc', { fr: 'exactement 2 caractère(s)', en: 'exactly 2 character(s)' }],
    [z.array(z.string()).max(1), ['a', 'b'], { fr: 'au plus 1 élément(s)', en: 'at most 1 item(s)' }],
  ])('do not allow a bound that the schema refuses (%#)', (value, found, expected) => {
    const { error } = z.object({ value }).safeParse({ value: found });
    expect(schemaFindings(error?.issues ?? [], { value: found })).toMatchObject([{ expected }]);
  });

  it('are in zod’s words of both languages where there are no others', () => {
    const { error } = z.object({ id: z.uuid() }).safeParse({ id: 'x' });
    expect(schemaFindings(error?.issues ?? [], { id: 'x' })).toMatchObject([
      { field: 'id', found: 'x', expected: { fr: 'UUID invalide', en: 'Invalid UUID' } },
    ]);
  });

  it('name each unknown field', () => {
    const expected = { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' };
    expect(findings({ name: 'a', nom: 'b', disk: { bytes: 1, octets: 2 } })).toEqual([
      { path: ['disk', 'octets'], field: 'disk.octets', found: 2, expected },
      { path: ['nom'], field: 'nom', found: 'b', expected },
    ]);
  });

  it('keep the schema’s own messages, and no secret', () => {
    expect(findings({ name: 'a', disk: { bytes: 1 }, mac: 'x', token: 'hunter2' })).toMatchObject([
      { field: 'token', found: '[secret]' },
      { field: 'mac', expected: { fr: 'une adresse MAC', en: 'a MAC address' } },
    ]);
  });
});
