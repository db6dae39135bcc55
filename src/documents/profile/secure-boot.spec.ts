import { documentOfToday } from './names-of-today.js';
import { digestOf, parseProfile } from './profile-document.js';
import { profileJsonSchema } from './profile.schema.js';

const of = (secureBoot?: unknown) =>
  parseProfile({ name: 'essai', ...(secureBoot !== undefined && { security: { secureBoot } }) });

describe('Secure Boot of a profile', () => {
  it.each([
    [undefined, { need: 'required', authorities: 'keep' }],
    ['required', { need: 'required', authorities: 'keep' }],
    ['optional', { need: 'optional', authorities: 'keep' }],
    [{}, { need: 'required', authorities: 'keep' }],
    [{ need: 'optional' }, { need: 'optional', authorities: 'keep' }],
    [{ authorities: 'update' }, { need: 'required', authorities: 'update' }],
  ])('is a word or a group, and always read as a group: %j', (given, expected) => {
    expect(of(given).security.secureBoot).toEqual(expected);
    expect(of(of(given).security.secureBoot)).toEqual(of(given));
  });

  it.each(['never', true, { authorities: 'renew' }])(
    'is refused with both forms when it is none: %j',
    (given) => {
      expect(() => of(given)).toThrow(
        expect.objectContaining({
          findings: [
            {
              field: 'security.secureBoot',
              found: given,
              expected: {
                fr: 'required, optional, ou un groupe { need: required|optional, authorities: keep|update }',
                en: 'required, optional, or a group { need: required|optional, authorities: keep|update }',
              },
            },
          ],
        }) as Error,
      );
    },
  );

  it('is refused with the name of a field that it does not have', () => {
    expect(() => of({ need: 'required', authority: 'update' })).toThrow(
      'security.secureBoot.authority = "update" → no field of this name here',
    );
  });

  it('of a stored profile of before is read the same', () => {
    const stored = { name: 'essai', security: { secureBoot: 'optional', sshPasswordLogin: true } };
    expect(documentOfToday(stored)).toEqual({
      name: 'essai',
      security: { secureBoot: { need: 'optional', authorities: 'keep' }, sshPasswordLogin: true },
    });
    expect(documentOfToday({ name: 'essai' })).toEqual({ name: 'essai' });
    expect(documentOfToday(of({ authorities: 'update' }))).toEqual(of({ authorities: 'update' }));
  });

  it('leaves a profile its digest, unless it asks for the update', () => {
    const before = '01ad24b0f0723dd6';
    expect(digestOf(of()).slice(0, 16)).toBe(before);
    expect(digestOf(of({ need: 'required', authorities: 'keep' })).slice(0, 16)).toBe(before);
    expect(digestOf(of('optional'))).not.toBe(digestOf(of()));
    expect(digestOf(of({ authorities: 'update' }))).not.toBe(digestOf(of()));
  });

  it('is published with both forms', () => {
    const schema = profileJsonSchema() as { properties: { security: { properties: object } } };
    expect(schema.properties.security.properties).toMatchObject({
      secureBoot: {
        default: 'required',
        anyOf: [
          { type: 'string', enum: ['required', 'optional'] },
          {
            type: 'object',
            additionalProperties: false,
            properties: {
              need: { enum: ['required', 'optional'], default: 'required' },
              authorities: { enum: ['keep', 'update'], default: 'keep' },
            },
          },
        ],
      },
    });
  });
});
