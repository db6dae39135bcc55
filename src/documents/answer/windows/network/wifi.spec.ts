import { InputError } from '../../../../platform/core/index.js';
import { windowsProfile } from '../../../../../test/support/windows-answer.js';
import { linesFrom, networkOf, refusedFields } from '../../../../../test/support/windows-network.js';

describe('Wi-Fi', () => {
  const rest = {
    network: {
      wifi: [
        { ssid: 'Invités', security: 'open' },
        { ssid: 'Bureau', security: 'wpa2-psk', passphrase: { vault: 'wifi/office' }, priority: 5 },
        { ssid: 'Atelier', security: 'owe' },
      ],
    },
  };

  it('is carried as WLAN profiles, the preferred one added last', () => {
    const order = ['wlan-3.xml', 'wlan-1.xml', 'wlan-2.xml'];
    const place = (name: string) => `C:\\Windows\\Setup\\Etabli\\${name}`;
    expect(networkOf({}, { rest }).files.map(({ name }) => name)).toEqual(order);
    expect(linesFrom(networkOf({}, { rest }).script('wifi')?.text, 'Add-WlanProfile ').slice(0, 3)).toEqual(
      order.map((name) => `Add-WlanProfile '${place(name)}' $false`),
    );
    expect(
      linesFrom(networkOf({}, { rest }).script('wifi-again')?.text, 'Add-WlanProfile ').slice(0, 3),
    ).toEqual(order.map((name) => `Add-WlanProfile '${place(name)}' $true`));
  });

  it('holds a passphrase as a secret file', () => {
    const office = networkOf({}, { rest, secrets: { 'wifi/office': 'correct & horse' } }).files.find(
      ({ name }) => name === 'wlan-2.xml',
    );
    expect(office).toMatchObject({ secret: true });
    expect(office?.text).toContain('<keyMaterial>correct &amp; horse</keyMaterial>');
    expect(networkOf({}, { rest }).files[1]).not.toHaveProperty('secret');
  });

  const RAW =
    '<WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1"><name>é &amp; x</name>';

  it('by hand is carried as it is', () => {
    const xml = `${RAW}</WLANProfile>`;
    expect(networkOf({ network: { wlanProfiles: [{ xml }] } }, {}).files).toEqual([
      { name: 'wlan-by-hand-1.xml', text: xml },
    ]);
  });

  it('by hand takes its key from the vault', () => {
    const wlanProfiles = [{ xml: `${RAW}<keyMaterial/></WLANProfile>`, keyMaterial: { vault: 'k' } }];
    expect(networkOf({ network: { wlanProfiles } }, { secrets: { k: '$1<&' } }).files).toEqual([
      {
        name: 'wlan-by-hand-1.xml',
        text: `${RAW}<keyMaterial>$1&lt;&amp;</keyMaterial></WLANProfile>`,
        secret: true,
      },
    ]);
  });

  it.each([
    [{ xml: 'a' }, 'xml'],
    [{ xml: '<WLANProfile/>' }, 'xml'],
    [{ xml: `${RAW}<keyMaterial>in clear</keyMaterial></WLANProfile>` }, 'xml'],
    [{ xml: `${RAW}<keyMaterial>x</WLANProfile>` }, 'xml'],
    [{ xml: `<!DOCTYPE a>${RAW}</WLANProfile>` }, 'xml'],
    [{ xml: `${RAW}</WLANProfile>`, keyMaterial: { vault: 'k' } }, 'keyMaterial'],
    [{ xml: `${RAW}<!--<keyMaterial/>--></WLANProfile>`, keyMaterial: { vault: 'k' } }, 'keyMaterial'],
  ])('by hand is refused: %j, naming %s', (one, option) => {
    expect(refusedFields({ wlanProfiles: [one] })).toEqual([`windows.network.wlanProfiles[0].${option}`]);
  });

  it('never repeats a key that stands in clear', () => {
    const xml = `${RAW}<keyMaterial>hunter2</keyMaterial></WLANProfile>`;
    const error = thrownBy(() => windowsProfile({ network: { wlanProfiles: [{ xml }] } }));
    expect(error).toMatchObject({ findings: [{ found: '[secret]' }] });
    expect(JSON.stringify([error.message, error.findings])).not.toContain('hunter2');
  });
});

function thrownBy(act: () => unknown): InputError {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
