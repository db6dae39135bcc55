import { knownComponent } from '../../tables/windows-settings.js';
import { settings, SHELL } from '../../../../../test/support/windows-findings.js';
import { findingsOf } from '../../../../../test/support/windows-rules.js';
import { deprecated, DEPRECATED } from './deprecated.js';

const OOBE = settings(
  'oobeSystem',
  SHELL,
  '<OOBE>',
  '<NetworkLocation>Work</NetworkLocation>',
  '<SkipMachineOOBE>true</SkipMachineOOBE>',
  '<HideLocalAccountScreen>true</HideLocalAccountScreen>',
  '</OOBE>',
);
const PAGES =
  'https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-oobe';

describe('a setting that a release no longer heeds', () => {
  it('is not named without a release', () => {
    expect(findingsOf([deprecated], OOBE)).toEqual([]);
  });

  it('is named for a client, with where that is said', () => {
    expect(findingsOf([deprecated], OOBE, 'windows-11-24h2')).toEqual([
      `5 warning windows/deprecated-setting: OOBE/NetworkLocation | nothing: windows-11-24h2 ignores it (${PAGES}-networklocation)`,
      `6 warning windows/deprecated-setting: OOBE/SkipMachineOOBE | another setting for windows-11-24h2 (${PAGES})`,
      `7 warning windows/deprecated-setting: OOBE/HideLocalAccountScreen | nothing: windows-11-24h2 ignores it (${PAGES}-hidelocalaccountscreen)`,
    ]);
  });

  it('is not named for a server that heeds it', () => {
    expect(findingsOf([deprecated], OOBE, 'server-2022').map((finding) => finding.slice(0, 60))).toEqual([
      '5 warning windows/deprecated-setting: OOBE/NetworkLocation |',
      '6 warning windows/deprecated-setting: OOBE/SkipMachineOOBE |',
    ]);
  });

  it('is named from the generation on that dropped it', () => {
    const explorer = settings(
      'specialize',
      'Microsoft-Windows-IE-InternetExplorer',
      '<Home_Page>about:blank</Home_Page>',
    );
    expect(findingsOf([deprecated], explorer, 'windows-10')).toEqual([]);
    expect(findingsOf([deprecated], explorer, 'windows-11-25h2')).toEqual([
      expect.stringMatching(
        /^3 warning windows\/deprecated-setting: Microsoft-Windows-IE-InternetExplorer \|/,
      ),
    ]);
  });

  it('is one that the table of settings knows, or once knew', () => {
    const gone = ['Themes/DefaultThemesOff'];
    const unknown = DEPRECATED.filter(({ setting }) => {
      const [component = '', path = ''] = setting.split(' ');
      let at = knownComponent(component);
      for (const name of path.split('/').filter(Boolean)) at = at?.children.get(name);
      return at === undefined && !gone.includes(path);
    });
    expect(unknown).toEqual([]);
  });
});
