import { InputError } from '../../../platform/core/index.js';
import { parseProfile } from '../profile-document.js';

const windowsOf = (windows: object) => parseProfile({ name: 'office', windows }).windows;

/** `field: what was expected` */
function refused(windows: object): string[] {
  try {
    windowsOf(windows);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(({ field, expected }) => `${field as string}: ${expected.en}`);
  }
}
const personalise = (asked: object) => refused({ personalise: asked });

describe('what a profile asks of the running Windows', () => {
  it('has what is usual where it says nothing', () => {
    expect(windowsOf({ update: {}, activation: { from: 'firmware' }, personalise: {} })).toMatchObject({
      update: { rounds: 6, hours: 4, drivers: false, optional: false, exclude: [], failed: 'reserve' },
      activation: { from: 'firmware', failed: 'reserve' },
      personalise: { printers: [], drives: [], defaultApplications: [], failed: 'reserve' },
    });
  });

  it('is a letter once, whatever its case', () => {
    const drives = [
      { letter: 'S', path: '\\\\srv\\commun' },
      { letter: 's', path: '\\\\srv\\autre' },
    ];
    expect(personalise({ drives })).toEqual(['windows.personalise.drives[1]: a letter that is free']);
  });

  it.each(['C', 'c', '1', '', 'SS', 'é'])(
    'is no letter of the system, and nothing else than a letter: %j',
    (letter) => {
      const drives = [{ letter, path: '\\\\srv\\commun' }];
      expect(personalise({ drives })).toEqual(['windows.personalise.drives[0].letter: a letter from D to Z']);
    },
  );

  it.each([
    'srv\\commun',
    '\\\\srv',
    '\\\\srv\\',
    '\\\\srv\\a"b',
    '\\\\srv\\a|b',
    '\\\\srv\\a\nb',
    '//srv/commun',
  ])('is no share that Windows could not open: %j', (path) => {
    const drives = [{ letter: 'S', path }];
    expect(personalise({ drives })).toEqual([
      'windows.personalise.drives[0].path: a share: \\\\server\\share',
    ]);
  });

  it.each([
    ['\\\\srv\\Été d’à côté$', 'ok'],
    ['ipp://10.0.0.9/ipp/print', 'ok'],
    ['https://printer.corp.test:631/ipp', 'ok'],
    ['socket://10.0.0.9', 'needs a driver'],
    ['ipp://user:secret@10.0.0.9/ipp', 'is refused'],
    ['file:///etc/passwd', 'is refused'],
  ])('is a printer at %s: %s', (uri, outcome) => {
    const found = personalise({ printers: [{ name: 'Accueil', uri }] });
    expect(found.length === 0).toBe(outcome === 'ok');
  });

  it('is one default printer, and each name once', () => {
    const uri = 'ipp://10.0.0.9/ipp/print';
    const two = [
      { name: 'A', uri, default: true },
      { name: 'B', uri, default: true },
    ];
    expect(personalise({ printers: two })).toEqual([
      'windows.personalise.printers: one default printer only',
    ]);
    const same = [
      { name: 'A', uri },
      { name: 'a', uri },
    ];
    expect(personalise({ printers: same })).toEqual([
      'windows.personalise.printers[1]: a printer not yet in the list',
    ]);
  });

  it('is a program for an extension or a protocol, once', () => {
    const program = { progId: 'Foxit.Document', application: 'Foxit' };
    const twice = [
      { for: '.pdf', ...program },
      { for: '.PDF', ...program },
    ];
    expect(personalise({ defaultApplications: twice })).toEqual([
      'windows.personalise.defaultApplications[1]: an extension or a protocol only once',
    ]);
    const odd = [{ for: '.p df', ...program }];
    expect(personalise({ defaultApplications: odd })).toEqual([
      'windows.personalise.defaultApplications[0].for: an extension (.pdf) or a protocol (mailto)',
    ]);
  });

  it.each<[unknown, boolean]>([
    ['firmware', true],
    ['directory', true],
    [{ pool: 'windows-pro' }, true],
    [{ key: { vault: 'windows/key' } }, true],
    [{ kms: 'auto' }, true],
    [{ kms: 'kms.corp.test:1688' }, true],
    [{ kms: 'kms.corp.test" /x' }, false],
    // A key stands in the vault, never in a profile.
    [{ key: 'VK7JG-NPHTM-C97JM-9MPGT-3V66T' }, false],
    [{ pool: 'a', kms: 'auto' }, false],
    ['slmgr', false],
  ])('is an activation from %j: %s', (from, isGood) => {
    expect(refused({ activation: { from } }).length === 0).toBe(isGood);
  });

  it('leaves out updates by their number in full', () => {
    expect(refused({ update: { exclude: ['KB5034441'] } })).toEqual([]);
    expect(refused({ update: { exclude: ['5034441'] } })).toEqual([
      'windows.update.exclude[0]: a number such as KB5034441',
    ]);
    expect(refused({ update: { rounds: 0 } })).toHaveLength(1);
  });
});
