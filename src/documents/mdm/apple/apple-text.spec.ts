import { parse } from 'plist';
import { mdmFiles } from '../../../../test/support/mdm-files.js';

const FILE = 'parc.mobileconfig';
type Payload = Record<string, unknown>;
const payloadsIn = ({ text }: { text: (name: string) => string }): Payload[] =>
  (parse(text(FILE)) as unknown as { PayloadContent: Payload[] }).PayloadContent;
const contentOf = async (
  system: 'macos' | 'ios',
  given: object,
  type: string,
): Promise<Payload | undefined> =>
  payloadsIn(await mdmFiles(system, given)).find((one) => one.PayloadType === type);

describe('secrets', () => {
  const wifi = [{ ssid: 'A', security: 'wpa2-psk', passphrase: { vault: 'cle' } }];
  it('are references until they are revealed', async () => {
    expect(await contentOf('ios', { network: { wifi } }, 'com.apple.wifi.managed')).toMatchObject({
      Password: '{vault:cle}',
    });
    const told = await mdmFiles('ios', { network: { wifi } }, { secrets: { cle: 'p&ss<"]]>' } });
    expect(payloadsIn(told)[0]).toMatchObject({ Password: 'p&ss<"]]>' });
    expect([told.files[0]?.secret, told.secrets]).toEqual([true, ['cle']]);
  });

  it.each(['\u0000', '\u0007', '\ud800', '\uffff'])(
    'that XML cannot hold are refused by name: %j',
    async (bad) => {
      const refused = mdmFiles('ios', { network: { wifi } }, { secrets: { cle: `x${bad}` } });
      await expect(refused).rejects.toThrow('network.wifi[0].passphrase');
    },
  );

  it('of a PKCS#12 file are its bytes, and refused when they are not base64', async () => {
    const certificates = [{ name: 'p', kind: 'client', pkcs12: { vault: 'p12' } }];
    const good = await mdmFiles('macos', { certificates }, { secrets: { p12: 'AQID' } });
    expect(payloadsIn(good)[0]?.PayloadContent).toEqual(new Uint8Array([1, 2, 3]));
    const bad = mdmFiles('macos', { certificates }, { secrets: { p12: 'é' } });
    await expect(bad).rejects.toThrow('certificates[0].pkcs12');
  });
});

describe('hostile text', () => {
  it.each(['"\'<>&]]>', 'a\nb\r\nc\td', '😀\u202e\u200f', 'x'.repeat(65_536), ' '])(
    'comes back intact: %#',
    async (message) => {
      const mdm = { apple: { loginWindow: { message } } };
      expect(await contentOf('macos', { mdm }, 'com.apple.loginwindow')).toMatchObject({
        LoginwindowText: message,
      });
    },
  );

  it.each(['\u0000', '\u001b', '\udfff', '\ufffe', 'x'.repeat(65_537)])(
    'is refused by name: %#',
    async (message) => {
      const mdm = { apple: { loginWindow: { message } } };
      await expect(mdmFiles('macos', { mdm })).rejects.toThrow();
      const custom = [{ type: 'a.b', content: { deep: [{ k: message }] } }];
      await expect(mdmFiles('macos', { mdm: { apple: { custom } } })).rejects.toThrow(
        'mdm.apple.custom[0].content.deep[0].k',
      );
    },
  );

  it('of an SSID that XML cannot hold is refused by name', async () => {
    const wifi = [{ ssid: 'a\uffff', security: 'open' }];
    await expect(mdmFiles('ios', { network: { wifi } })).rejects.toThrow('network.wifi[0].ssid');
  });
});

describe('a payload by hand', () => {
  it('has dates, data, reals, integers and secrets as such', async () => {
    const content = {
      d: { date: '2030-01-02T03:04:05Z' },
      b: { data: 'AQID' },
      r: { real: 1 },
      i: 1,
      f: 1.5,
      s: { vault: 'x' },
      l: [{ k: true }],
    };
    const { text } = await mdmFiles('macos', {
      mdm: { apple: { custom: [{ type: 'com.exemple.a', content }] } },
    });
    const compact = text(FILE).replace(/\s*\n\s*/g, '');
    expect(compact).toContain(
      '<dict><key>d</key><date>2030-01-02T03:04:05Z</date><key>b</key><data>AQID</data><key>r</key><real>1</real>' +
        '<key>i</key><integer>1</integer><key>f</key><real>1.5</real><key>s</key><string>{vault:x}</string>' +
        '<key>l</key><array><dict><key>k</key><true/></dict></array>',
    );
  });
});
