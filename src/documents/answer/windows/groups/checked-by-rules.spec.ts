import { joinBlobText } from '../../../../../test/support/join-blob.js';
import { type AskedAnswer, windowsAnswer } from '../../../../../test/support/windows-answer.js';
import { checkWindows } from '../../check/windows/check-windows.js';

const blob = joinBlobText({ domain: 'corp.example', machine: 'PC-001' });
const account = { user: 'join', password: { vault: 'ad/join' } };

describe('what language, setup, name and domain write', () => {
  it.each<[string, object, AskedAnswer, string[]]>([
    ['nothing but defaults', {}, {}, []],
    [
      'several languages',
      {
        language: {
          locales: [{ language: 'fr-CH' }, { language: 'ja-JP' }, { language: 'fr-DZ' }],
          fallback: 'en-US',
          location: 'CH',
          timeZone: 'Europe/Zurich',
        },
      },
      {},
      [],
    ],
    [
      'everything that setup may say',
      {
        setup: {
          edition: 'interactive',
          image: { index: 1 },
          acceptEula: true,
          owner: 'A',
          organization: 'B',
          compact: true,
          dynamicUpdate: true,
          configurationSet: true,
          bypass: {
            tpm: true,
            secureBoot: true,
            memory: true,
            processor: true,
            storage: true,
            network: true,
          },
          oobe: { hideEula: true, hideOemRegistration: true, hideOnlineAccounts: true, hideWireless: true },
        },
      },
      {},
      [],
    ],
    ['a name by Windows', { name: { random: true } }, {}, []],
    [
      'a join blob',
      { domain: { offlineJoin: true } },
      { machine: { joinBlob: blob, hostname: 'PC-001' } },
      [],
    ],
    [
      'credentials, whose password is in the file',
      { domain: { join: 'corp.example', account, organizationalUnit: 'OU=A,DC=corp,DC=example' } },
      { secrets: { 'ad/join': 's3cret' } },
      ['windows/plain-text-secret'],
    ],
  ])('is what the checker takes: %s', (_, windows, asked, rules) => {
    for (const kind of ['unattend', 'autounattend'] as const) {
      const { text } = windowsAnswer(windows, { ...asked, kind });
      const found = checkWindows(Buffer.from(text), 'windows-11-25h2');
      expect(found.map(({ rule }) => rule)).toEqual(rules);
    }
  });
});
