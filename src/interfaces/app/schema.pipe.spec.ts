import { z } from 'zod';
import { InputError } from '../../platform/core/index.js';
import { SchemaPipe } from './schema.pipe.js';

const schema = z.object({
  name: z.string().trim().min(1),
  port: z.coerce.number().optional(),
  password: z.string().min(12).optional(),
  disks: z.array(z.object({ bus: z.enum(['nvme', 'sata']) })).default([]),
  mac: z
    .string()
    .refine((text) => text.includes(':'), 'une adresse MAC ‖ a MAC address')
    .default('a:b'),
});

async function refusal(value: unknown): Promise<InputError> {
  const pipe = new SchemaPipe();
  return pipe.transform(value, { type: 'body', schema }).then(
    () => Promise.reject(new Error('accepted')),
    (error: InputError) => error,
  );
}

describe('SchemaPipe', () => {
  it('returns the parsed value', async () => {
    const value = await new SchemaPipe().transform({ name: ' a ', port: '80' }, { type: 'body', schema });
    expect(value).toEqual({ name: 'a', port: 80, disks: [], mac: 'a:b' });
  });

  it('leaves a parameter without a schema alone', async () => {
    expect(await new SchemaPipe().transform('x', { type: 'param' })).toBe('x');
  });

  it('names every wrong field, what was found and what was expected in both languages', async () => {
    const error = await refusal({ disks: [{ bus: 'floppy' }], mac: 'x' });
    expect(error).toBeInstanceOf(InputError);
    expect(error.text).toEqual({
      fr: 'À corriger : name, disks[0].bus, mac.',
      en: 'To correct: name, disks[0].bus, mac.',
    });
    expect(error.findings.map(({ field, found }) => [field, found])).toEqual([
      ['name', null],
      ['disks[0].bus', 'floppy'],
      ['mac', 'x'],
    ]);
    expect(error.findings[0]!.expected).toEqual({
      fr: 'un texte (entre guillemets s’il ressemble à un nombre)',
      en: 'a text (quoted if it looks like a number)',
    });
    expect(error.findings[2]!.expected).toEqual({ fr: 'une adresse MAC', en: 'a MAC address' });
  });

  it('never repeats a password', async () => {
    const error = await refusal({ name: 'a', password: 'hunter2' });
    expect(error.findings[0]).toMatchObject({ field: 'password', found: '[secret]' });
    expect(JSON.stringify(error.findings)).not.toContain('hunter2');
  });
});
