import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { ROOT_PEM } from '../../../../test/support/connections.js';
import { mdmFiles } from '../../../../test/support/mdm-files.js';

const BROWSER = {
  browserPrivateMode: false,
  browserPasswordManager: false,
  browserAutofill: false,
  browserPopUps: false,
  browserHomepage: 'https://intranet.exemple.fr/?a=1&b=%22',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linux-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of a Linux PC', () => {
  it('are none when the profile says nothing', async () => {
    expect((await mdmFiles('linux', {})).names).toEqual([]);
  });

  it('come in one archive too, with what only root may read', async () => {
    const wifi = [{ ssid: 'Atelier', security: 'wpa2-psk', passphrase: { vault: 'wifi' } }];
    const certificates = [{ name: 'ac', kind: 'root', pem: ROOT_PEM }];
    const given = { network: { wifi }, certificates };
    const { names, bytes, text } = await mdmFiles('linux', given, {
      secrets: { wifi: 'phrase secrète'.replace('è', 'e') },
    });
    const [tar, keyfile] = names;
    expect(names).toEqual([
      'parc.tar',
      expect.stringMatching(/^etc\/NetworkManager\/system-connections\/[0-9a-f-]{36}\.nmconnection$/),
      'usr/local/share/ca-certificates/etabli-ac.crt',
    ]);
    expect(text(keyfile!)).toContain('psk=phrase secrete\n');
    writeFileSync(join(folder, 'a.tar'), bytes(tar!));
    execFileSync('tar', ['-xf', 'a.tar'], { cwd: folder });
    expect(statSync(join(folder, keyfile!)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, names[2]!), 'utf8')).toBe(ROOT_PEM);
    expect((await mdmFiles('linux', given, { secrets: { wifi: 'phrase secrete' } })).bytes(tar!)).toEqual(
      bytes(tar!),
    );
  });

  it('are policies of Firefox', async () => {
    const { json } = await mdmFiles('linux', {
      restrictions: { ...BROWSER, diagnostics: false },
      mdm: { linux: { firefox: { DisableAppUpdate: true } } },
    });
    expect(json('etc/firefox/policies/policies.json')).toEqual({
      policies: {
        DisablePrivateBrowsing: true,
        PasswordManagerEnabled: false,
        OfferToSaveLogins: false,
        AutofillAddressEnabled: false,
        AutofillCreditCardEnabled: false,
        PopupBlocking: { Default: true, Locked: true },
        Homepage: {
          URL: 'https://intranet.exemple.fr/?a=1&b=%22',
          Locked: true,
          StartPage: 'homepage-locked',
        },
        DisableTelemetry: true,
        DisableAppUpdate: true,
      },
    });
  });

  it('are policies of Chromium, and the same of Chrome', async () => {
    const { json } = await mdmFiles('linux', {
      restrictions: BROWSER,
      mdm: { linux: { chromium: { BookmarkBarEnabled: true } } },
    });
    const expected = {
      IncognitoModeAvailability: 1,
      PasswordManagerEnabled: false,
      AutofillAddressEnabled: false,
      AutofillCreditCardEnabled: false,
      DefaultPopupsSetting: 2,
      HomepageLocation: BROWSER.browserHomepage,
      HomepageIsNewTabPage: false,
      ShowHomeButton: true,
      RestoreOnStartup: 4,
      RestoreOnStartupURLs: [BROWSER.browserHomepage],
      BookmarkBarEnabled: true,
    };
    expect(json('etc/chromium/policies/managed/etabli.json')).toEqual(expected);
    expect(json('etc/opt/chrome/policies/managed/etabli.json')).toEqual(expected);
  });
});

describe('the desktop', () => {
  const given = {
    restrictions: {
      camera: false,
      microphone: false,
      location: false,
      printing: false,
      accountChanges: false,
      diagnostics: false,
      biometricUnlock: false,
      removableStorage: 'deny',
    },
    passcode: { lockAfterMinutes: 5, gracePeriodMinutes: 1 },
    mdm: { linux: { dconf: { 'org/gnome/desktop/session': { 'idle-delay': 'uint32 120' } } } },
  };

  it('has each choice in dconf, and each key locked', async () => {
    const { text } = await mdmFiles('linux', given);
    expect(text('etc/dconf/db/etabli.d/50-etabli')).toBe(`[org/gnome/desktop/privacy]
disable-camera=true
disable-microphone=true
report-technical-problems=false
send-software-usage-stats=false

[org/gnome/system/location]
enabled=false

[org/gnome/desktop/lockdown]
disable-printing=true

[org/gnome/online-accounts]
whitelisted-providers=@as []

[org/gnome/desktop/media-handling]
automount=false

[org/gnome/login-screen]
enable-fingerprint-authentication=false

[org/gnome/desktop/session]
idle-delay=uint32 120

[org/gnome/desktop/screensaver]
lock-enabled=true
lock-delay=uint32 60
`);
    expect(text('etc/dconf/db/etabli.d/locks/50-etabli').split('\n').slice(0, 2)).toEqual([
      '/org/gnome/desktop/privacy/disable-camera',
      '/org/gnome/desktop/privacy/disable-microphone',
    ]);
    expect(text('etc/dconf/profile/user')).toBe('user-db:user\nsystem-db:etabli\n');
  });

  it('is compiled by dconf itself', async () => {
    const { files } = await mdmFiles('linux', given);
    for (const { name, bytes } of files.filter((file) => file.name.startsWith('etc/dconf/db/'))) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    execFileSync('dconf', ['compile', 'etabli', 'etc/dconf/db/etabli.d'], { cwd: folder, stdio: 'pipe' });
    expect(readFileSync(join(folder, 'etabli')).subarray(0, 8).toString('latin1')).toBe('GVariant');
  });
});

describe('the system', () => {
  const fileOf = async (profile: object, name: string): Promise<string> =>
    (await mdmFiles('linux', profile)).text(name);

  it('loads no module of a device that is forbidden', async () => {
    const restrictions = { camera: false, bluetooth: false, removableStorage: 'deny' };
    expect(await fileOf({ restrictions }, 'etc/modprobe.d/etabli.conf')).toBe(
      'install uvcvideo /bin/false\ninstall btusb /bin/false\ninstall bluetooth /bin/false\n' +
        'install usb-storage /bin/false\ninstall uas /bin/false\n',
    );
  });

  it('makes USB storage read-only when that is asked for', async () => {
    const restrictions = { removableStorage: 'read-only' };
    expect(await fileOf({ restrictions }, 'etc/udev/rules.d/99-etabli-storage.rules')).toBe(
      '# Établi: USB sticks and disks are read, never written.\n' +
        'ACTION!="remove", SUBSYSTEM=="block", SUBSYSTEMS=="usb", RUN+="/sbin/blockdev --setro %N"\n',
    );
  });

  it('refuses to people, and not to administrators, what polkit keeps', async () => {
    const restrictions = { appInstallation: false, unknownSources: false, removableStorage: 'deny' };
    const rules = await fileOf({ restrictions }, 'etc/polkit-1/rules.d/10-etabli.rules');
    const judge = (id: string, ...groups: string[]): string => {
      const asked = { rule: (_action: object, _subject: object) => '' };
      const polkit = {
        Result: { NO: 'no', NOT_HANDLED: 'not handled' },
        addRule: (rule: typeof asked.rule) => (asked.rule = rule),
      };
      new Script(rules).runInNewContext({ polkit });
      return asked.rule({ id }, { isInGroup: (name: string) => groups.includes(name) });
    };
    expect(judge('org.freedesktop.packagekit.package-install', 'users')).toBe('no');
    expect(judge('org.freedesktop.Flatpak.configure-remote', 'users')).toBe('no');
    expect(judge('org.freedesktop.udisks2.filesystem-mount', 'users')).toBe('no');
    expect(judge('org.freedesktop.packagekit.package-install', 'sudo')).toBe('not handled');
    expect(judge('org.freedesktop.login1.reboot', 'users')).toBe('not handled');
  });

  it.each([
    [{ guestAccount: false }, '[Seat:*]\nallow-guest=false\n'],
    [{ guestAccount: true }, '[Seat:*]\nallow-guest=true\n'],
  ])('offers guest sessions as %j says', async (restrictions, expected) => {
    expect(await fileOf({ restrictions }, 'etc/lightdm/lightdm.conf.d/50-etabli.conf')).toBe(expected);
  });

  it.each([
    [{ minimumLength: 10 }, 'minlen = 10\n'],
    [{ minimumLength: 4, quality: 'numeric' }, 'minlen = 6\ndcredit = -1\n'],
    [{ quality: 'complex' }, 'dcredit = -1\nlcredit = -1\nocredit = -1\n'],
  ])('asks of new passwords %j', async (passcode, expected) => {
    expect(await fileOf({ passcode }, 'etc/security/pwquality.conf.d/50-etabli.conf')).toBe(expected);
  });

  it.each([
    ['off', '0', '0'],
    ['download', '1', '0'],
    ['install', '1', '1'],
  ])('updates itself: %s', async (automatic, lists, install) => {
    expect(await fileOf({ updates: { automatic } }, 'etc/apt/apt.conf.d/52etabli')).toBe(
      `APT::Periodic::Update-Package-Lists "${lists}";\n` +
        `APT::Periodic::Download-Upgradeable-Packages "${lists}";\n` +
        `APT::Periodic::Unattended-Upgrade "${install}";\n`,
    );
  });

  it('restarts for its updates once the active hours are over', async () => {
    const updates = { automatic: 'install', activeHours: { start: 8, end: 19 } };
    expect(await fileOf({ updates }, 'etc/apt/apt.conf.d/52etabli')).toContain(
      'Unattended-Upgrade::Automatic-Reboot "true";\nUnattended-Upgrade::Automatic-Reboot-Time "19:00";\n',
    );
  });
});

it('lists what a Linux PC cannot, each with a reason in both languages', async () => {
  const { options, notCarried } = await mdmFiles('linux', {
    restrictions: { gaming: false, camera: false, screenCapture: false },
    passcode: { required: false, history: 3 },
    updates: { automatic: 'off', activeHours: { start: 8, end: 19 }, deferQualityDays: 2 },
    encryption: { required: true },
    users: [{ name: 'anna' }],
    certificates: [
      { name: 'poste', kind: 'client', pkcs12: { vault: 'p12' } },
      { name: 'scep', kind: 'scep', url: 'https://scep.fr/', subject: 'CN=poste' },
    ],
    network: {
      vpn: [{ kind: 'sstp', name: 'Siège', server: 'vpn.fr', authentication: { method: 'password' } }],
    },
  });
  expect(options).toEqual([
    'network.vpn[0].kind',
    'certificates[0]',
    'certificates[1]',
    'users',
    'passcode.required',
    'updates.activeHours',
    'restrictions.screenCapture',
    'restrictions.gaming',
    'passcode.history',
    'updates.deferQualityDays',
    'encryption.required',
  ]);
  expect(notCarried.every(({ reason }) => reason.fr.length > 10 && reason.en.length > 10)).toBe(true);
});
