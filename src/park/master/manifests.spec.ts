import { InputError } from '../../platform/core/index.js';
import { parseManifest } from './manifests.js';

const MANIFEST = { name: 'office', version: '1', kind: 'rootfs', system: 'debian' };

describe('master.yaml', () => {
  it('may give the source of the payload', () => {
    const source = 'https://images.example/office.tar.zst';
    expect(parseManifest({ ...MANIFEST, source }, 'master.yaml')).toMatchObject({ source });
  });

  it('is refused with all invalid fields, in both languages', () => {
    let error: unknown;
    try {
      parseManifest({ ...MANIFEST, origine: 'x' }, 'master.yaml');
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).text.fr).toBe('manifeste invalide (master.yaml) : origine');
    expect((error as InputError).findings).toEqual([
      {
        path: ['origine'],
        field: 'origine',
        found: 'x',
        expected: { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' },
      },
    ]);
  });
});
