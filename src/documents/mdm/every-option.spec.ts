import { jest } from '@jest/globals';
import { z } from 'zod';
import { InputError } from '../../platform/core/index.js';
import { profileJsonSchema } from '../profile/index.js';
import { mdm } from '../profile/mdm/mdm.schema.js';
import { passcode } from '../profile/passcode.schema.js';
import { personalise } from '../profile/personalise.schema.js';
import { type ProfileDocument, profileSchema } from '../profile/profile.schema.js';
import { recette } from '../profile/recette.schema.js';
import { windows } from '../profile/windows/windows.schema.js';
import { writtenOptionsOf } from '../../../test/support/written-options.js';

// A QR code holds a text that stands in the files beside it, and takes long to draw.
jest.unstable_mockModule('./qr-code.js', () => ({
  MOST_QR_BYTES: 2_953,
  qrPng: (text: string) => Promise.resolve(Buffer.from(text)),
  qrSvg: (text: string) => Promise.resolve(text),
}));
const { effectsOf } = await import('../../../test/support/option-effects.js');

const SECTIONS = Object.keys(profileJsonSchema()['properties'] as object).filter(
  (section) => section !== 'name' && section !== 'title',
);

/** What a schema with an option more than any output knows makes of a document. */
const parsedBy = (schema: z.ZodType) => (given: unknown) => {
  const { data, error } = schema.safeParse(given);
  if (error) throw new InputError({ fr: error.message, en: error.message }, []);
  return data as ProfileDocument;
};
const planted = { planted: z.boolean().optional() };
/** The schema of profiles with another section. */
const withSection = (section: string, schema: z.ZodType): z.ZodType =>
  profileSchema.safeExtend({ [section]: schema.optional() });

describe('an option of the profile that is set alone', () => {
  it.each(SECTIONS)(
    'is written by every output that it may be for, or listed as not carried: %s',
    async (section) => {
      const lost = new Set<string>();
      const untried = new Set<string>();
      for (const option of writtenOptionsOf(section).filter(({ node }) => node.const === undefined)) {
        const effects = await effectsOf(option);
        if (effects.untried) untried.add(option.path);
        else effects.lostBy.forEach((output) => lost.add(`${option.path}: ${output}`));
      }
      expect([...lost]).toEqual([]);
      expect([...untried]).toEqual([]);
    },
    120_000,
  );

  it.each<[string, z.ZodType, string]>([
    [
      'passcode.planted',
      profileSchema.safeExtend({ passcode: passcode.extend(planted).optional() }),
      'mdm ios',
    ],
    ['personalise.planted', withSection('personalise', personalise.extend(planted)), 'deployment'],
    ['recette.planted', withSection('recette', recette.extend(planted)), 'deployment'],
    ['master.planted', withSection('master', z.strictObject(planted)), 'deployment'],
    ['mdm.planted', profileSchema.safeExtend({ mdm: mdm.extend(planted).optional() }), 'mdm windows'],
    [
      'windows.planted',
      profileSchema.safeExtend({ windows: windows.safeExtend(planted).optional() }),
      'autounattend',
    ],
  ])('is lost when nothing writes it: %s', async (path, schema, output) => {
    const [section = ''] = path.split('.');
    const option = {
      path,
      node: { type: 'boolean' },
      sectionWith: (value: unknown) => ({ planted: value }),
    };
    const { lostBy, untried } = await effectsOf(option, parsedBy(schema));
    expect(untried).toBe(false);
    expect([section, lostBy]).toEqual([section, expect.arrayContaining([output])]);
  });
});
