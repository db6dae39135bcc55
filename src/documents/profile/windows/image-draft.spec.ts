import { IMAGE_LANGUAGES, WINDOWS_TARGETS } from '../../windows-tables/index.js';
import { readProfile } from '../profile-document.js';
import { secretsOf } from '../secret-references.js';
import { type DraftedImage, draftSecret, imageDraft } from './image-draft.js';

const IMAGE: DraftedImage = {
  name: 'windows-11-pro',
  title: { fr: 'Windows 11 Professionnel', en: 'Windows 11 Pro' },
  edition: 'Professional',
  build: '26100.1742',
  languages: ['fr-FR'],
  productType: 'WinNT',
};

const parsed = (image: Partial<DraftedImage>, language: 'fr' | 'en' = 'fr', zone = 'Europe/Paris') =>
  readProfile(imageDraft({ ...IMAGE, ...image }, language, zone) ?? '');

describe('the draft of a profile for a Windows image', () => {
  it('is this text', () => {
    expect(imageDraft(IMAGE, 'en', 'Europe/Paris')).toBe(`# Draft for the master windows-11-pro (26100.1742)
name: windows-11-pro
title:
  fr: "Windows 11 Professionnel"
  en: "Windows 11 Pro"

master:
  # The version imported last; “version” fixes one.
  name: windows-11-pro

# The only internal disk. A PC with two is refused until the rule tells them apart.
disk:
  rule: {}
  verify: full

windows:
  target: windows-11-24h2
  architecture: amd64
  language:
    image: fr-FR
    locales:
      - { language: fr-FR }
    location: FR
    timeZone: Europe/Paris
  setup:
    # The public key of this edition, which does not activate; the one in the firmware does so later.
    edition: { generic: pro }
  name:
    pattern: 'PC-{{serialTail 6}}'
  accounts:
    users:
      # Its password is in the vault, not here: etabli secret put windows-11-pro/technicien
      - name: technicien
        groups: [Administrators]
        password: { vault: windows-11-pro/technicien }
    microsoftAccount: bypass
`);
  });

  it('is a profile that names the master and one secret', () => {
    const profile = parsed({});
    expect([profile.name, profile.master]).toEqual(['windows-11-pro', { name: 'windows-11-pro' }]);
    expect(secretsOf(profile).map(({ reference }) => reference)).toEqual([draftSecret('windows-11-pro')]);
  });

  it.each([...IMAGE_LANGUAGES])('is a profile for an image in %s', (language) => {
    expect(parsed({ languages: [language] }, 'en').windows?.language?.image).toBe(language);
  });

  it.each([
    ['19041.2006', 'WinNT', 'windows-10'],
    ['22631.2428', 'WinNT', 'windows-11-23h2'],
    ['26200.6584', 'WinNT', 'windows-11-25h2'],
    ['20348.587', 'ServerNT', 'server-2022'],
    ['26100.1742', 'ServerNT', 'server-2025'],
  ] as const)('of build %s (%s) is for %s', (build, productType, target) => {
    expect(WINDOWS_TARGETS).toContain(target);
    expect(parsed({ build, productType }).windows?.target).toBe(target);
  });

  it.each([
    ['de-DE', 'Europe/Berlin'],
    ['nb-NO', 'Europe/Oslo'],
    ['en-US', 'America/Chicago'],
  ])('in %s has the zone %s: the country’s only one, else the server’s', (language, zone) => {
    expect(parsed({ languages: [language] }, 'fr', 'America/Chicago').windows?.language?.timeZone).toBe(zone);
  });

  it('has no language and no key for an image that names none that is known', () => {
    const { windows } = parsed({ languages: [], edition: 'ServerStandard', productType: 'ServerNT' });
    expect([windows?.language, windows?.setup]).toEqual([undefined, undefined]);
  });

  it('keeps a title that YAML would read otherwise', () => {
    expect(parsed({ title: { fr: 'a: "b" # c', en: '- x\n\u202ey' } }).title).toEqual({
      fr: 'a: "b" # c',
      en: '- x y',
    });
  });

  it.each(['null', '7', '1.5', 'true'])('keeps the name %s as a text', (name) => {
    expect(parsed({ name }).master).toEqual({ name });
  });

  it('is none for a build that no known release has', () => {
    expect(imageDraft({ ...IMAGE, build: '9600.17415' }, 'fr', 'UTC')).toBeUndefined();
  });
});
