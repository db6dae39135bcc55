import { InputError } from '../../../platform/core/index.js';
import { chosenEdition, unfitness } from './edition-choice.js';
import type { Edition } from './wim-xml.js';

const edition = (fields: Partial<Edition>): Edition => ({
  index: 1,
  name: 'Windows 11 Pro',
  displayName: 'Windows 11 Professionnel',
  edition: 'Professional',
  build: '26100.1742',
  languages: ['fr-FR'],
  architecture: 'amd64',
  installationType: 'Client',
  bytes: 11_181_225_317,
  ...fields,
});
const HOME = edition({
  index: 2,
  name: 'Windows 11 Home',
  displayName: 'Windows 11 Famille',
  edition: 'Core',
});
const PE = edition({
  index: 3,
  name: 'Windows PE',
  displayName: '',
  edition: 'WindowsPE',
  installationType: 'WindowsPE',
});
const ALL = [edition({}), HOME, PE];

function refusal(editions: Edition[], word?: string) {
  try {
    chosenEdition(editions, word, 'x.iso');
  } catch (error) {
    if (error instanceof InputError) return error;
  }
  return undefined;
}

describe('the choice of an edition', () => {
  it.each([
    ['2', 2],
    ['windows 11 home', 2],
    ['Windows 11 Famille', 2],
    ['core', 2],
    ['Professional', 1],
  ])('%s is image %i', (word, index) => {
    expect(chosenEdition(ALL, word, 'x.iso').index).toBe(index);
  });

  it('is not needed for the only one that can be deployed', () => {
    expect(chosenEdition([PE, HOME], undefined, 'x.iso')).toBe(HOME);
  });

  it('is asked for when there are several, with all of them', () => {
    const error = refusal(ALL);
    expect(error?.text).toEqual({ fr: 'x.iso a 2 éditions', en: 'x.iso has 2 editions' });
    expect(error?.findings).toEqual([
      {
        field: { fr: 'édition 1', en: 'edition 1' },
        found: 'Windows 11 Pro (Professional), fr-FR, 26100.1742, amd64',
        expected: { fr: 'à choisir avec --edition', en: 'to be chosen with --edition' },
      },
      {
        field: { fr: 'édition 2', en: 'edition 2' },
        found: 'Windows 11 Home (Core), fr-FR, 26100.1742, amd64',
        expected: { fr: 'à choisir avec --edition', en: 'to be chosen with --edition' },
      },
    ]);
    expect(error?.remedy?.en).toBe('Choose one by its name or its number, for example: --edition 1');
  });

  it('is refused when it is two or none', () => {
    const twins = [edition({}), edition({ index: 4 })];
    expect(refusal(twins, 'Windows 11 Pro')?.text.en).toBe('x.iso has 2 editions “Windows 11 Pro”');
    expect(refusal(ALL, 'Enterprise')?.text.en).toBe('x.iso has no edition “Enterprise”');
    expect(refusal(ALL, '9')?.findings).toHaveLength(3);
  });

  it('is refused by name when it cannot be deployed', () => {
    expect(refusal(ALL, '3')?.text.en).toBe(
      'x.iso, image 3 (Windows PE): it is Windows PE, which boots but is not installed',
    );
    expect(refusal([edition({ architecture: 'arm64' })])?.text.fr).toBe(
      'x.iso, image 1 (Windows 11 Pro) : architecture arm64 ; Établi déploie des PC amd64',
    );
  });

  it.each([
    [{ architecture: '' }, 'it is not an image of Windows'],
    [{ build: '' }, 'it is not an image of Windows'],
    [
      { installationType: 'Nano Server' },
      'installation type “Nano Server”; expected: Client, Server, Server Core',
    ],
    [{ installationType: 'Server Core' }, undefined],
  ])('%j: %s', (fields, reason) => {
    expect(unfitness(edition(fields))?.en).toBe(reason);
  });
});
