import { settings, SHELL } from '../../../../../test/support/windows-findings.js';
import { checkWindows } from './check-windows.js';

describe('the name of a local account', () => {
  const account = (name: string) => {
    const item = `<LocalAccount wcm:action="add"><Name>${name}</Name></LocalAccount>`;
    const text = settings(
      'oobeSystem',
      SHELL,
      `<UserAccounts><LocalAccounts>${item}</LocalAccounts></UserAccounts>`,
    );
    return checkWindows(Buffer.from(text)).map(
      ({ line, severity, rule, found, expected }) => `${line} ${severity} ${rule}: ${found} | ${expected.en}`,
    );
  };

  it.each(['"', '/', '\\', '[', ']', ':', '|', '+', '=', ';', ',', '?', '*', '@'])('holds no %s', (sign) => {
    expect(account(`a${sign}b`)).toEqual([
      `4 error windows/bad-account-name: a${sign}b | a name without ${sign}`,
    ]);
  });

  it('does not end with a full stop', () => {
    expect(account('Dr.')).toEqual([
      '4 error windows/bad-account-name: Dr. | a name that does not end with a full stop',
    ]);
  });

  it.each(['Bernhard M. Wiedeman', 'Émilie', '1AdminAccount', "d'Arc", 'a-b_c', '(CHANGE)', 'x{y}~$#!%&^`'])(
    'may be %s',
    (name) => {
      expect(account(name.replace('&', '&amp;'))).toEqual([]);
    },
  );

  it('is not judged before it is filled in', () => {
    expect(account('{{ user | default }}')[0]).toMatch(/^4 note windows\/placeholder: /);
  });
});
