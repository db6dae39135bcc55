import { execFileSync } from 'node:child_process';
import type { ProfileDocument } from '../../../../documents/profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { dconfKeyfile, personaliseValues } from './personalise-values.js';

/** Past the schema of profiles, which lets few signs into names: the values must not depend on it. */
function values(personalise: object, secrets: [string, string][] = []) {
  return personaliseValues({ personalise } as unknown as ProfileDocument, new Map(secrets));
}

const share = (more: object) => ({ kind: 'nfs', url: 'srv:/data', mountPoint: '/srv/data', ...more });

describe('accessibility', () => {
  it('becomes system-wide defaults of dconf', () => {
    expect(
      dconfKeyfile({
        highContrast: true,
        largeText: true,
        screenReader: true,
        onScreenKeyboard: true,
        stickyKeys: true,
      }),
    ).toBe(`[org/gnome/desktop/a11y]
always-show-universal-access-status=true

[org/gnome/desktop/a11y/applications]
screen-reader-enabled=true
screen-keyboard-enabled=true

[org/gnome/desktop/a11y/interface]
high-contrast=true

[org/gnome/desktop/a11y/keyboard]
enable=true
stickykeys-enable=true

[org/gnome/desktop/interface]
text-scaling-factor=1.5
cursor-size=48
`);
  });

  it('sets only what is asked', () => {
    const none = { highContrast: false, largeText: false, onScreenKeyboard: false, stickyKeys: false };
    expect(dconfKeyfile({ ...none, screenReader: true })).toBe(
      '[org/gnome/desktop/a11y]\nalways-show-universal-access-status=true\n\n' +
        '[org/gnome/desktop/a11y/applications]\nscreen-reader-enabled=true\n',
    );
  });
});

describe('the firewall', () => {
  it('is left alone when it is not enabled', () => {
    expect(values({ firewall: { enabled: false, allow: [] } }).nftables).toBe('');
  });
});

describe('a share', () => {
  const only = (more: object, secrets: [string, string][] = []) =>
    values({ shares: [share(more)] }, secrets).shares[0];

  it('over NFS is one line of fstab that never stops a boot', () => {
    expect(only({})?.fstab).toBe('srv:/data /srv/data nfs nofail,_netdev,x-systemd.automount 0 0');
  });

  it('has the white space of its names escaped as fstab wants it', () => {
    const { fstab } = only({ kind: 'cifs', url: '//srv/Mes documents', mountPoint: '/srv/Mes documents' })!;
    expect(fstab).toBe(
      '//srv/Mes\\040documents /srv/Mes\\040documents cifs guest,nofail,_netdev,x-systemd.automount,iocharset=utf8 0 0',
    );
  });

  it('keeps its credentials in a file of their own, and out of fstab', () => {
    const secret: [string, string] = ['shares/srv', 'username=a\npassword=b'];
    const given = only({ kind: 'cifs', url: '//srv/x', credentials: { vault: 'shares/srv' } }, [secret]);
    expect(given?.credentials).toBe('username=a\npassword=b');
    expect(given?.fstab).toBe(
      '//srv/x /srv/data cifs credentials=/etc/shares/_srv_data,nofail,_netdev,x-systemd.automount,iocharset=utf8 0 0',
    );
  });

  it('names the secret that the vault lacks', () => {
    expect(() => only({ kind: 'cifs', url: '//srv/x', credentials: { vault: 'shares/absent' } })).toThrow(
      'the secret "shares/absent" is not in the vault',
    );
  });

  it.each(['/srv/data', '/srv/Mes documents', '/srv/a.b', '/srv/[x]'])(
    'mounted at %s replaces its own earlier line and no other',
    (mountPoint) => {
      const given = only({ mountPoint })!;
      const others =
        'UUID=1 / ext4 defaults 0 1\nsrv:/y /srv/dataset nfs nofail 0 0\nsrv:/z /srv/aXb nfs nofail 0 0';
      const earlier = given.fstab.replace('srv:/data', 'old:/data');
      const kept = execFileSync('sed', [given.removal], { input: `${others}\n${earlier}\n` }).toString();
      expect(kept).toBe(`${others}\n`);
    },
  );
});

describe('the script', () => {
  it('is valid shell whatever printers, shares and secrets are called', () => {
    const printers = [{ name: 'Accueil', uri: 'ipp://10.0.0.9/ipp/print', default: true }];
    const shares = [share({ kind: 'cifs', url: `//srv/l'été $(reboot)`, credentials: { vault: 's' } })];
    const secret = `password='"$(touch /tmp/x)\`id\`\n😀`;
    const given = values(
      { printers, shares, firewall: { enabled: true, allow: [] }, accessibility: { largeText: true } },
      [['s', secret]],
    );
    const script = renderTemplate('steps/personalise.sh', given);
    for (const shell of ['sh', 'bash']) execFileSync(shell, ['-n'], { input: script });
    const line = script.split('\n').find((text) => text.startsWith('lpadmin -p'));
    expect(line).toBe(`lpadmin -p 'Accueil' -E -v 'ipp://10.0.0.9/ipp/print' -m 'everywhere'`);
  });
});
