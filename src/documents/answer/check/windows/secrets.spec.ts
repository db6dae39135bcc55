import { settings, SHELL } from '../../../../../test/support/windows-findings.js';
import { findingsOf, reported } from '../../../../../test/support/windows-rules.js';
import { autologon } from './autologon.js';
import { secrets } from './secrets.js';

const hidden = (value: string, name: string) => Buffer.from(value + name, 'utf16le').toString('base64');

function password(value: string, plainText: string | undefined, name = 'AdministratorPassword'): string[] {
  const plain = plainText === undefined ? '' : `<PlainText>${plainText}</PlainText>`;
  const inside = `<${name}>\n<Value>${value}</Value>${plain}\n</${name}>`;
  return findingsOf([secrets], settings('oobeSystem', SHELL, '<UserAccounts>', inside, '</UserAccounts>'));
}

describe('a password in a file', () => {
  it.each([
    ['', 'true'],
    ['{{ password }}', 'true'],
    ['%administrator_password%', 'false'],
    ['*SENSITIVE*DATA*DELETED*', 'true'],
    ['&lt;Hidden&gt;', 'false'],
  ])('has nothing to say about %j, PlainText %s', (value, plainText) => {
    expect(password(value, plainText)).toEqual([]);
  });

  it.each([
    ['true', 'AdministratorPassword'],
    ['1', 'AdministratorPassword'],
    [undefined, 'AdministratorPassword'],
    ['true', 'Password'],
  ])('is called plain text: PlainText %s of %s', (plainText, name) => {
    expect(password('s3cret', plainText, name)).toEqual([
      `6 warning windows/plain-text-secret: <${name}> … | no secret in plain text in a file`,
    ]);
  });

  it.each([['AdministratorPassword'], ['Password'], ['OfflineAdministratorPassword']])(
    'is called obscured when it is base64 of UTF-16 with its name: %s',
    (name) => {
      expect(password(hidden('s3cret', name), 'false', name)).toEqual([
        `6 warning windows/obscured-secret: <${name}> (PlainText false) | no readable secret in a file`,
      ]);
    },
  );

  it.each([
    ['plain text', 'derp'],
    ['base64 of UTF-8', Buffer.from('s3cretAdministratorPassword').toString('base64')],
    ['base64 without the name', hidden('s3cret', '')],
    ['the name of another element', hidden('s3cret', 'Passwort')],
  ])('that says it is obscured and is %s would be another', (_, value) => {
    expect(password(value, 'false')).toEqual([
      '6 warning windows/bad-obscured-secret: <AdministratorPassword> (PlainText false) | base64 of UTF-16 that ends with AdministratorPassword',
    ]);
  });

  it('is seen in credentials, where it has no value of its own', () => {
    const text = settings(
      'specialize',
      'Microsoft-Windows-UnattendedJoin',
      '<Identification><Credentials>',
      '<Password>s3cret</Password>',
      '</Credentials></Identification>',
    );
    expect(findingsOf([secrets], text)).toEqual([
      '5 warning windows/plain-text-secret: <Password> … | no secret in plain text in a file',
    ]);
  });

  it('is never repeated', () => {
    for (const value of ['s3cret', hidden('s3cret', 'Password')]) {
      const text = settings(
        'oobeSystem',
        SHELL,
        `<AutoLogon><Password><Value>${value}</Value><PlainText>${value === 's3cret'}</PlainText></Password></AutoLogon>`,
      );
      const found = reported([secrets], text);
      expect(found).toHaveLength(1);
      expect(JSON.stringify(found)).not.toContain(value);
      expect(JSON.stringify(found)).not.toContain('s3cret');
    }
  });
});

describe('an automatic logon', () => {
  const logon = (...inside: string[]) =>
    findingsOf([autologon], settings('oobeSystem', SHELL, '<AutoLogon>', ...inside, '</AutoLogon>'));

  it.each([
    [['<Enabled>true</Enabled>', '<LogonCount>1</LogonCount>']],
    [['<Enabled>false</Enabled>']],
    [['<Username>a</Username>']],
  ])('has nothing to say about %j', (inside) => {
    expect(logon(...inside)).toEqual([]);
  });

  it.each([
    [['<Username>a</Username>', '<Enabled>true</Enabled>']],
    [['<LogonCount/>', '<Enabled> True </Enabled>']],
  ])('without a count is named: %j', (inside) => {
    expect(logon(...inside)).toEqual([
      '6 warning windows/autologon-without-count: <Enabled>true</Enabled> (LogonCount: —) | <LogonCount> below <AutoLogon>',
    ]);
  });
});
