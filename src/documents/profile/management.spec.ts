import { InputError } from '../../platform/core/index.js';
import { digestOf, parseProfile } from './profile-document.js';

const refused = (document: object): unknown[] => {
  try {
    parseProfile({ name: 'tablettes', ...document });
  } catch (error) {
    if (error instanceof InputError) return error.findings.map(({ field }) => field);
    throw error;
  }
  return [];
};

describe('a profile of managed devices', () => {
  it('needs no master', () => {
    expect(parseProfile({ name: 'tablettes', mdm: {} }).master).toBeUndefined();
  });

  it('says what people may do, how a device unlocks, updates and encrypts, in words that no platform owns', () => {
    const document = parseProfile({
      name: 'tablettes',
      restrictions: { camera: false, removableStorage: 'read-only', browserHomepage: 'https://exemple.fr/' },
      passcode: { minimumLength: 6, quality: 'numeric' },
      updates: { automatic: 'install', activeHours: { start: 8, end: 18 } },
      encryption: { required: true, escrow: { location: 'la DSI' } },
    });
    expect(document.restrictions).toEqual({
      camera: false,
      removableStorage: 'read-only',
      browserHomepage: 'https://exemple.fr/',
    });
    expect(document.passcode).toEqual({ required: true, minimumLength: 6, quality: 'numeric' });
    expect(document.updates).toEqual({ automatic: 'install', activeHours: { start: 8, end: 18 } });
    expect(document.encryption).toEqual({ required: true, escrow: { location: 'la DSI' } });
  });

  it.each([
    [{ restrictions: { camera: 'no' } }, ['restrictions.camera']],
    [{ restrictions: { browserHomepage: 'javascript:alert(1)' } }, ['restrictions.browserHomepage']],
    [{ passcode: { minimumLength: 3 } }, ['passcode.minimumLength']],
    [{ updates: { activeHours: { start: 8, end: 8 } } }, ['updates.activeHours.end']],
    [{ encryption: {} }, ['encryption.required']],
    [{ mdm: { identifier: 'exemple' } }, ['mdm.identifier']],
  ])('names the field of %j', (document, fields) => {
    expect(refused(document)).toEqual(fields);
  });

  it('leaves a document that says none of it with the digest that it had', () => {
    const document = parseProfile({ name: 'essai', master: { name: 'debian-13' } });
    expect(Object.keys(document)).not.toContain('restrictions');
    expect(digestOf(document)).toBe('528211184182a07056e65521f5129de26d5f70ab976e64524df0ea1cca3fafd7');
  });
});
