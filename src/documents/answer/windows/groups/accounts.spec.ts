import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';
import { type AskedAnswer, windowsAnswer, windowsOrder } from '../../../../../test/support/windows-answer.js';
import { fieldIn, InputError } from '../../../../platform/core/index.js';
import { mergeSettings } from '../compose.js';
import { writeAnswer } from '../write-answer.js';
import { accountsGroup } from './accounts.js';

const SHELL = 'Microsoft-Windows-Shell-Setup';
const USER = { name: 'Léa', password: { vault: 'pc/lea' } };
const CHIEF = { ...USER, groups: ['Administrators'] };

const answer = (accounts: object, asked?: AskedAnswer) => windowsAnswer({ accounts }, asked);
const scripts = (accounts: object, windows: object = {}) =>
  accountsGroup(windowsOrder({ accounts, ...windows })).scripts ?? [];
const script = (accounts: object, name: string, windows: object = {}) =>
  scripts(accounts, windows).find((one) => one.name === name);
/** The lines of a script with values, without the common start of these scripts. */
const calls = (text = '') => text.slice(text.lastIndexOf('\n}\n') + 3).trim();
const refusal = (accounts: object, asked?: AskedAnswer): string[] => {
  try {
    accountsGroup(windowsOrder({ accounts }, asked));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map((finding) => fieldIn(finding, 'en'));
  }
};

describe('accounts in the answer file', () => {
  const local = 'UserAccounts/LocalAccounts/LocalAccount';
  const builtIn = { administrator: { password: { vault: 'pc/admin' } } };
  const autologon = { ...builtIn, autologon: { username: 'Administrateur', count: 3 } };
  const domain = { domainUsers: [{ domain: 'CORP', name: 'Techniciens', groups: ['Administrators'] }] };

  it.each<[string, object, string, string]>([
    ['users.name', { users: [USER] }, `${local}/Name`, 'Léa'],
    [
      'users.displayName',
      { users: [{ ...USER, displayName: 'Léa & Co' }] },
      `${local}/DisplayName`,
      'Léa & Co',
    ],
    [
      'users.description',
      { users: [{ ...USER, description: 'a "b" <c>' }] },
      `${local}/Description`,
      'a "b" <c>',
    ],
    [
      'users.groups',
      { users: [{ ...USER, groups: ['Administrators', 'RemoteDesktopUsers'] }] },
      `${local}/Group`,
      'Administrators;RemoteDesktopUsers',
    ],
    ['users.groups, left out', { users: [USER] }, `${local}/Group`, 'Users'],
    ['users.password', { users: [USER] }, `${local}/Password/Value`, '{vault:pc/lea}'],
    ['users.password, in clear', { users: [USER] }, `${local}/Password/PlainText`, 'true'],
    ['users.password, none', { users: [{ name: 'Eleve' }] }, `${local}/Password/Value`, ''],
    ['domainUsers.domain', domain, 'UserAccounts/DomainAccounts/DomainAccountList/Domain', 'CORP'],
    [
      'domainUsers.name',
      domain,
      'UserAccounts/DomainAccounts/DomainAccountList/DomainAccount/Name',
      'Techniciens',
    ],
    [
      'domainUsers.groups',
      domain,
      'UserAccounts/DomainAccounts/DomainAccountList/DomainAccount/Group',
      'Administrators',
    ],
    ['administrator.password', builtIn, 'UserAccounts/AdministratorPassword/Value', '{vault:pc/admin}'],
    ['administrator.password, in clear', builtIn, 'UserAccounts/AdministratorPassword/PlainText', 'true'],
    ['autologon', autologon, 'AutoLogon/Enabled', 'true'],
    ['autologon.username', autologon, 'AutoLogon/Username', 'Administrateur'],
    ['autologon.count', autologon, 'AutoLogon/LogonCount', '3'],
    ['autologon.password, the administrator’s', autologon, 'AutoLogon/Password/Value', '{vault:pc/admin}'],
    [
      'autologon.password, the user’s',
      { users: [CHIEF], autologon: { username: 'léa', count: 1 } },
      'AutoLogon/Password/Value',
      '{vault:pc/lea}',
    ],
    [
      'autologon.password, its own',
      { autologon: { username: 'kiosk', domain: 'corp.example', password: { vault: 'ad/kiosk' }, count: 1 } },
      'AutoLogon/Password/Value',
      '{vault:ad/kiosk}',
    ],
    [
      'autologon.domain',
      { autologon: { username: 'kiosk', domain: 'corp.example', password: { vault: 'ad/kiosk' }, count: 1 } },
      'AutoLogon/Domain',
      'corp.example',
    ],
    ['microsoftAccount', { microsoftAccount: 'bypass' }, 'OOBE/HideOnlineAccountScreens', 'true'],
    ['microsoftAccount, asked', { microsoftAccount: 'ask' }, 'OOBE/HideOnlineAccountScreens', 'false'],
    ['oobe.hideEula', { oobe: { hideEula: true } }, 'OOBE/HideEULAPage', 'true'],
    ['oobe.hideWireless', { oobe: { hideWireless: false } }, 'OOBE/HideWirelessSetupInOOBE', 'false'],
    [
      'oobe.hideOnlineAccounts',
      { oobe: { hideOnlineAccounts: true } },
      'OOBE/HideOnlineAccountScreens',
      'true',
    ],
    ['oobe.hideLocalAccount', { oobe: { hideLocalAccount: true } }, 'OOBE/HideLocalAccountScreen', 'true'],
    [
      'oobe.hideOemRegistration',
      { oobe: { hideOemRegistration: true } },
      'OOBE/HideOEMRegistrationScreen',
      'true',
    ],
    ['oobe.protection', { oobe: { protection: 'updates-only' } }, 'OOBE/ProtectYourPC', '2'],
    ['oobe.networkLocation', { oobe: { networkLocation: 'Work' } }, 'OOBE/NetworkLocation', 'Work'],
  ])('holds %s in oobeSystem', (_option, accounts, path, value) => {
    expect(answer(accounts).value('oobeSystem', SHELL, path)).toBe(value);
  });

  it('writes nothing for a group that says nothing', () => {
    expect(accountsGroup(windowsOrder({}))).toEqual({});
    expect(scripts({})).toEqual([]);
    expect(answer({}).values('oobeSystem', SHELL, 'OOBE')).toEqual([]);
  });

  it('hides the pages that would wait for someone once an account is named, and no others when told which', () => {
    const pages = (accounts: object) => answer(accounts).values('oobeSystem', SHELL, 'OOBE/ProtectYourPC');
    expect(pages({ users: [USER] })).toEqual(['3']);
    expect(pages({ users: [USER], oobe: {} })).toEqual([]);
  });

  it('leaves a page as setup tells it', () => {
    const windows = { setup: { oobe: { hideWireless: false } }, accounts: { users: [USER] } };
    const { value } = windowsAnswer(windows);
    expect(value('oobeSystem', SHELL, 'OOBE/HideWirelessSetupInOOBE')).toBe('false');
    expect(value('oobeSystem', SHELL, 'OOBE/HideEULAPage')).toBe('true');
  });

  it('holds a password of the vault as it is', () => {
    const password = `a"'&<>%PATH%{{x}}\u202e é`;
    const { value } = answer({ users: [USER] }, { secrets: { 'pc/lea': password } });
    expect(value('oobeSystem', SHELL, `${local}/Password/Value`)).toBe(password);
  });

  it('is this file, whole', () => {
    const order = windowsOrder({
      accounts: {
        users: [
          { ...USER, displayName: 'Léa', description: 'Salle A', groups: ['Administrators', 'Users'] },
          { name: 'Eleve' },
        ],
        domainUsers: [{ domain: 'CORP', name: 'Techniciens', groups: ['Administrators'] }],
        administrator: { enabled: true, password: { vault: 'pc/admin' }, name: 'Chef' },
        autologon: { username: 'Léa', count: 1 },
      },
    });
    const settings = mergeSettings(accountsGroup(order).settings!.filter((one) => one !== undefined));
    expect(writeAnswer({ settings, files: [] }, 'amd64')).toBe(WHOLE);
  });
});

const WHOLE = `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <settings pass="oobeSystem">
    <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <AutoLogon>
        <Password>
          <Value>{vault:pc/lea}</Value>
          <PlainText>true</PlainText>
        </Password>
        <Enabled>true</Enabled>
        <LogonCount>1</LogonCount>
        <Username>Léa</Username>
      </AutoLogon>
      <OOBE>
        <HideEULAPage>true</HideEULAPage>
        <HideOnlineAccountScreens>true</HideOnlineAccountScreens>
        <HideWirelessSetupInOOBE>true</HideWirelessSetupInOOBE>
        <ProtectYourPC>3</ProtectYourPC>
      </OOBE>
      <UserAccounts>
        <AdministratorPassword>
          <Value>{vault:pc/admin}</Value>
          <PlainText>true</PlainText>
        </AdministratorPassword>
        <DomainAccounts>
          <DomainAccountList wcm:action="add">
            <DomainAccount wcm:action="add">
              <Name>Techniciens</Name>
              <Group>Administrators</Group>
            </DomainAccount>
            <Domain>CORP</Domain>
          </DomainAccountList>
        </DomainAccounts>
        <LocalAccounts>
          <LocalAccount wcm:action="add">
            <Name>Léa</Name>
            <DisplayName>Léa</DisplayName>
            <Description>Salle A</Description>
            <Group>Administrators;Users</Group>
            <Password>
              <Value>{vault:pc/lea}</Value>
              <PlainText>true</PlainText>
            </Password>
          </LocalAccount>
          <LocalAccount wcm:action="add">
            <Name>Eleve</Name>
            <Group>Users</Group>
            <Password>
              <Value />
              <PlainText>true</PlainText>
            </Password>
          </LocalAccount>
        </LocalAccounts>
      </UserAccounts>
    </component>
  </settings>
</unattend>
`;

describe('the autologon of the built-in administrator', () => {
  const accounts = { autologon: { username: 'administrator', password: { vault: 'pc/admin' }, count: 1 } };
  const written = (windows: object, rest: object = {}) => {
    const made = windowsAnswer({ accounts, ...windows }, { rest });
    const at = (path: string) => made.value('oobeSystem', SHELL, path);
    return [at('AutoLogon/Username'), at('UserAccounts/AdministratorPassword/Value')];
  };

  it.each([
    ['fr-FR', 'Administrateur'],
    ['fr-CA', 'Administrateur'],
    ['es-MX', 'Administrador'],
    ['pt-BR', 'Administrador'],
    ['sv-SE', 'Administratör'],
    ['fi-FI', 'Järjestelmänvalvoja'],
    ['hu-HU', 'Rendszergazda'],
    ['ru-RU', 'Администратор'],
  ])('bears the name that an image of %s gives it, with its password: %s', (image, name) => {
    expect(written({ language: { image } })).toEqual([name, '{vault:pc/admin}']);
  });

  it.each(['en-US', 'de-DE', 'it-IT', 'nl-NL', 'ja-JP'])('is Administrator in %s', (image) => {
    expect(written({ language: { image } })).toEqual(['Administrator', undefined]);
  });

  it('is called as the language that is spoken does, where the image is not named', () => {
    const locales = [{ language: 'fr-BE' }];
    expect(written({ language: { locales } })[0]).toBe('Administrateur');
    expect(written({}, { locale: { language: 'sv_SE.UTF-8' } })[0]).toBe('Administratör');
  });

  it('is Administrator where Windows Setup asks for the language, whatever Linux would speak', () => {
    const french = { locale: { language: 'fr_FR.UTF-8' } };
    expect(written({ language: { ask: true } }, french)).toEqual(['Administrator', undefined]);
  });

  it('keeps its first name until the first logon, which gives the new one', () => {
    const renamed = {
      administrator: { name: 'Chef', password: { vault: 'a' } },
      autologon: { username: 'chef', count: 1 },
    };
    const made = windowsAnswer({ accounts: renamed, language: { image: 'fr-FR' } });
    expect(made.value('oobeSystem', SHELL, 'AutoLogon/Username')).toBe('Administrateur');
    expect(made.value('oobeSystem', SHELL, 'AutoLogon/Password/Value')).toBe('{vault:a}');
  });

  it('is left alone with a name of another language, and with that of a domain', () => {
    const named = { autologon: { ...accounts.autologon, username: 'Administrador' } };
    expect(written({ accounts: named, language: { image: 'fr-FR' } })[0]).toBe('Administrador');
    const domain = { autologon: { ...accounts.autologon, domain: 'CORP' } };
    expect(written({ accounts: domain, language: { image: 'fr-FR' } })).toEqual(['administrator', undefined]);
  });

  it('is enabled by a script where Windows does not enable it by itself', () => {
    const enabled = (image: string) =>
      script(accounts, 'enable-administrator', { language: { image } })?.phase;
    expect(enabled('fr-FR')).toBe('system');
    expect(enabled('en-US')).toBeUndefined();
  });
});

describe('scripts of accounts', () => {
  it('let Windows 11 go on without a Microsoft account, and need not on Windows 10', () => {
    const bypass = { microsoftAccount: 'bypass' };
    const found = script(bypass, 'bypass-microsoft-account', { target: 'windows-11-24h2' })!;
    expect(found.phase).toBe('system');
    expect(calls(found.text)).toBe(
      `Set-Value 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE' 'BypassNRO' 'DWord' '1'\n\nexit $script:faults`,
    );
    expect(scripts(bypass, { target: 'windows-10' })).toEqual([]);
  });

  it('leave BypassNRO to what Windows Setup is told, where both ask for it', () => {
    const asked = { accounts: { microsoftAccount: 'bypass' }, setup: { bypass: { network: true } } };
    expect(windowsAnswer(asked).text.match(/BypassNRO/g)).toHaveLength(1);
    const without = { ...asked, setup: { bypass: { network: false } } };
    expect(windowsAnswer(without).text.match(/BypassNRO/g)).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['lockout.threshold', { lockout: { threshold: 5 } }, "'LockoutBadCount' = '5'"],
    [
      'lockout.durationMinutes',
      { lockout: { threshold: 5, durationMinutes: 30 } },
      "'LockoutDuration' = '30'",
    ],
    [
      'lockout.durationMinutes, until unlocked',
      { lockout: { threshold: 5, durationMinutes: 'until-unlocked' } },
      "'LockoutDuration' = '-1'",
    ],
    [
      'lockout.windowMinutes',
      { lockout: { threshold: 5, durationMinutes: 30, windowMinutes: 20 } },
      "'ResetLockoutCount' = '20'",
    ],
    [
      'lockout.windowMinutes, left out',
      { lockout: { threshold: 5, durationMinutes: 5 } },
      "'ResetLockoutCount' = '5'",
    ],
    ['passwords.maximumAgeDays', { passwords: { maximumAgeDays: 90 } }, "'MaximumPasswordAge' = '90'"],
    [
      'passwords.maximumAgeDays, never',
      { passwords: { maximumAgeDays: 'never' } },
      "'MaximumPasswordAge' = '-1'",
    ],
    ['passwords.minimumAgeDays', { passwords: { minimumAgeDays: 1 } }, "'MinimumPasswordAge' = '1'"],
    ['passwords.minimumLength', { passwords: { minimumLength: 12 } }, "'MinimumPasswordLength' = '12'"],
    ['passwords.history', { passwords: { history: 24 } }, "'PasswordHistorySize' = '24'"],
  ])('write %s as SYSTEM', (_option, accounts, line) => {
    const found = script(accounts, 'account-policy')!;
    expect(found.phase).toBe('system');
    expect(found.text.split('\n').map((each) => each.trim())).toContain(line);
  });

  it('never lock at 0, and say nothing of the times that Windows then has not', () => {
    expect(script({ lockout: { threshold: 0 } }, 'account-policy')!.text).not.toContain('LockoutDuration');
  });

  it('measure the accounts at the first logon, their groups by SID', () => {
    const users = [
      { name: "D'Arc", groups: ['Administrators', 'Power Users', 'Salle A'], passwordNeverExpires: true },
      { name: 'b' },
    ];
    const found = script({ users }, 'local-accounts')!;
    expect(found.phase).toBe('firstLogon');
    expect(calls(found.text)).toBe(
      [
        `Confirm-Account 'D''Arc' $true`,
        `Add-Member 'D''Arc' 'S-1-5-32-544'`,
        `Add-Member 'D''Arc' 'S-1-5-32-547'`,
        `Add-Member 'D''Arc' 'Salle A'`,
        `Confirm-Account 'b' $false`,
        `Add-Member 'b' 'S-1-5-32-545'`,
        '',
        'exit $script:faults',
      ].join('\n'),
    );
  });

  it('enable the built-in administrator before and after the first start, and rename it after', () => {
    const administrator = { enabled: true, password: { vault: 'a' }, name: 'Chef' };
    const [before, after] = scripts({ administrator });
    expect([before!.phase, after!.phase]).toEqual(['system', 'firstLogon']);
    expect(before!.text).toContain('Enable-LocalUser');
    expect(before!.text).not.toContain('Rename-LocalUser');
    expect(after!.text).toContain("$wanted = 'Chef'");
    expect(after!.text).not.toContain('Disable-LocalUser');
  });

  it('disable the built-in administrator when told', () => {
    const found = script({ administrator: { enabled: false } }, 'administrator')!;
    expect(found.text).toContain('Disable-LocalUser');
    expect(found.text).not.toContain('Enable-LocalUser');
  });

  it('count the logons and remove their password at the end', () => {
    const found = script({ users: [CHIEF], autologon: { username: 'Léa', count: 2 } }, 'end-autologon')!;
    expect(found.phase).toBe('firstLogon');
    expect(found.text).toContain("$left = [int] '2' - 1");
    expect(found.text).toContain("foreach ($name in 'DefaultPassword', 'AutoLogonCount')");
  });

  it('are PowerShell', () => {
    const all = scripts({
      users: [{ name: `a'b$(c)\`d`, groups: [`x'y`] }],
      administrator: { enabled: true, password: { vault: 'a' }, name: `it's` },
      autologon: { username: 'Administrator', count: 2 },
      lockout: { threshold: 5 },
      microsoftAccount: 'bypass',
    });
    expect(all.map(({ name }) => name)).toEqual([
      'bypass-microsoft-account',
      'account-policy',
      'enable-administrator',
      'local-accounts',
      'administrator',
      'end-autologon',
    ]);
    expect(all.flatMap(({ text }) => powershellFaults(text))).toEqual([]);
  });
});

describe('accounts that cannot be', () => {
  it.each<[string, object, string]>([
    ['a name with a slash', { users: [{ name: 'a/b' }] }, 'windows.accounts.users[0].name'],
    ['a name of 21 characters', { users: [{ name: 'x'.repeat(21) }] }, 'windows.accounts.users[0].name'],
    ['a name that ends with a full stop', { users: [{ name: 'a.' }] }, 'windows.accounts.users[0].name'],
    ['a name of Windows', { users: [{ name: 'guest' }] }, 'windows.accounts.users[0].name'],
    [
      'the administrator of another language',
      { users: [{ name: 'administrateur' }] },
      'windows.accounts.users[0].name',
    ],
    ['a name of a device', { users: [{ name: 'COM1' }] }, 'windows.accounts.users[0].name'],
    [
      'a name with a bidirectional control',
      { users: [{ name: 'a\u202eb' }] },
      'windows.accounts.users[0].name',
    ],
    ['a name with a control', { users: [{ name: 'a\nb' }] }, 'windows.accounts.users[0].name'],
    ['two accounts of one name', { users: [{ name: 'a' }, { name: 'A' }] }, 'windows.accounts.users[1]'],
    [
      'a group with a semicolon',
      { users: [{ name: 'a', groups: ['x;y'] }] },
      'windows.accounts.users[0].groups[0]',
    ],
    [
      'a description of two lines',
      { users: [{ name: 'a', description: 'x\ny' }] },
      'windows.accounts.users[0].description',
    ],
    [
      'an autologon without a count',
      { users: [CHIEF], autologon: { username: 'Léa' } },
      'windows.accounts.autologon.count',
    ],
    [
      'an autologon of nobody',
      { users: [CHIEF], autologon: { username: 'x', count: 1 } },
      'windows.accounts.autologon.username',
    ],
    [
      'an autologon of a standard user, who could not end it',
      { users: [USER], autologon: { username: 'Léa', count: 1 } },
      'windows.accounts.autologon.username',
    ],
    [
      'an autologon of a disabled administrator',
      {
        administrator: { enabled: false },
        autologon: { username: 'Administrator', password: { vault: 'a' }, count: 1 },
      },
      'windows.accounts.autologon.username',
    ],
    [
      'an autologon of an administrator without a password',
      { autologon: { username: 'Administrator', count: 1 } },
      'windows.accounts.autologon.password',
    ],
    [
      'an autologon of a domain without a password',
      { autologon: { username: 'x', domain: 'CORP', count: 1 } },
      'windows.accounts.autologon.password',
    ],
    [
      'an enabled administrator without a password',
      { administrator: { enabled: true } },
      'windows.accounts.administrator.password',
    ],
    [
      'an administrator called as another account',
      { users: [USER], administrator: { name: 'léa' } },
      'windows.accounts.administrator.name',
    ],
    [
      'a window longer than the locking',
      { lockout: { threshold: 5, durationMinutes: 5, windowMinutes: 6 } },
      'windows.accounts.lockout.windowMinutes',
    ],
    [
      'times of a locking that never comes',
      { lockout: { threshold: 0, windowMinutes: 6 } },
      'windows.accounts.lockout.threshold',
    ],
    [
      'a password that must not change before it expires',
      { passwords: { maximumAgeDays: 10, minimumAgeDays: 10 } },
      'windows.accounts.passwords.minimumAgeDays',
    ],
    [
      'an account without a password where one must have a length',
      { users: [{ name: 'a' }], passwords: { minimumLength: 8 } },
      'windows.accounts.users[0].password',
    ],
    [
      'a page of the Microsoft account that is hidden and shown',
      { microsoftAccount: 'bypass', oobe: { hideOnlineAccounts: false } },
      'windows.accounts.oobe.hideOnlineAccounts',
    ],
  ])('refuse %s', (_title, accounts, field) => {
    expect(refusal(accounts)).toEqual([field]);
  });

  it.each([
    [{ oobe: { hideWireless: true } }, 'hideWireless', false],
    [{ oobe: { protection: 'off' } }, 'protection', 'recommended'],
    [{ microsoftAccount: 'bypass' }, 'hideOnlineAccounts', false],
    [{ microsoftAccount: 'ask' }, 'hideOnlineAccounts', true],
  ])('refuse a page that setup tells otherwise: %j', (accounts, page, told) => {
    const problem = new RegExp(`windows\\.setup\\.oobe\\.${page} = .*windows\\.accounts`);
    expect(() => windowsOrder({ accounts, setup: { oobe: { [page]: told } } })).toThrow(problem);
  });

  it('refuse an account without a password where passwords must be complex', () => {
    const order = windowsOrder({
      accounts: { users: [{ name: 'a' }] },
      security: { credentials: { complexPasswords: true } },
    });
    expect(() => accountsGroup(order)).toThrow(/users\[0\]\.password.*complexPasswords/);
  });

  it('refuse an account that is called as the PC', () => {
    expect(refusal({ users: [USER] }, { machine: { hostname: 'LÉA' } })).toEqual([
      'windows.accounts.users[0].name',
    ]);
  });

  it.each(['two\nlines', 'x'.repeat(128), 'a\u0000'])(
    'refuse a password that no account can have',
    (password) => {
      const secrets = { 'pc/lea': password };
      expect(refusal({ users: [USER] }, { secrets })).toEqual(['windows.accounts.users[0].password']);
    },
  );
});
