import { SECRET_WINDOWS } from '../../../../test/support/secret-windows.js';
import { parseProfile } from '../../../documents/profile/index.js';
import { undeliveredFindings } from './undelivered.js';

const fields = (windows: object) =>
  undeliveredFindings(parseProfile({ name: 'pc', master: { name: 'windows-11' }, windows })).map(
    ({ field }) => field,
  );
const raw = (pass: string, component: string) => ({
  raw: [{ pass, component, settings: [{ name: 'RegisteredOwner', value: { vault: 'a/b' } }] }],
});

describe('a secret that the first boot of Windows cannot give', () => {
  it.each<[string, object, string[]]>([
    ['a join blob that nobody gives', { domain: { offlineJoin: true } }, ['windows.domain.offlineJoin']],
    [
      'a product key of the vault',
      { setup: { edition: { key: { vault: 'a/b' } } } },
      ['windows.setup.edition.key'],
    ],
    [
      'a setting of specialize by hand',
      raw('specialize', 'Microsoft-Windows-Shell-Setup'),
      ['windows.raw[0].settings[0].value'],
    ],
  ])('is %s', (_, windows, expected) => {
    expect(fields(windows)).toEqual(expected);
  });

  it.each<[string, object]>([
    ['one of oobeSystem', raw('oobeSystem', 'Microsoft-Windows-Shell-Setup')],
    [
      'one of a command of specialize, which the first boot runs',
      raw('specialize', 'Microsoft-Windows-Deployment'),
    ],
    ['a join blob that Établi makes', { domain: { directory: 'corp', offlineJoin: true } }],
    [
      'the password of an account that joins the running PC',
      { domain: { join: 'corp.example', account: { user: 'join', password: { vault: 'a/b' } } } },
    ],
    ['a plain product key', { setup: { edition: { key: 'VK7JG-NPHTM-C97JM-9MPGT-3V66T' } } }],
    ['an account, an autologon or a join blob', { ...SECRET_WINDOWS.windows, raw: [] }],
  ])('is not %s', (_, windows) => {
    expect(fields(windows)).toEqual([]);
  });
});
