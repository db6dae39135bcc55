import { parseProfile } from '../../profile/index.js';
import { firstBootRuns, renderAnswer } from '../render-answer.js';

const machine = { serial: 'SN-1', hostname: 'PC-001' };
const profileOf = (windows: object) => parseProfile({ name: 'pc', master: { name: 'windows-11' }, windows });
const runsOf = (windows: object) => firstBootRuns({ profile: profileOf(windows), machine });

const hello = (name: string) => ({ name, language: 'cmd', text: 'echo hello' });
const SCRIPTS = {
  scripts: {
    system: [hello('one'), hello('two')],
    defaultUser: [hello('theme')],
    firstLogon: [hello('vpn')],
    everyUser: [hello('welcome')],
  },
};
const RAW = {
  raw: [
    {
      pass: 'specialize',
      component: 'Microsoft-Windows-Deployment',
      settings: [
        {
          name: 'RunSynchronous',
          settings: [
            {
              name: 'RunSynchronousCommand',
              action: 'add',
              settings: [{ name: 'Path', value: 'cmd /c echo mine' }],
            },
          ],
        },
      ],
    },
  ],
};

describe('what the first boot of a PC runs', () => {
  it('are the scripts of every phase, by the names that the summary on the PC gives them', () => {
    const names = runsOf(SCRIPTS).scripts.map(({ phase, name }) => `${phase} ${name}`);
    expect(names.filter((name) => /one|two|vpn|welcome/.test(name))).toEqual([
      expect.stringMatching(/^system system-\d\d-one$/),
      expect.stringMatching(/^system system-\d\d-two$/),
      expect.stringMatching(/^firstLogon firstLogon-\d\d-vpn$/),
      expect.stringMatching(/^everyUser everyUser-\d\d-welcome$/),
    ]);
    expect(names).toContainEqual(expect.stringMatching(/^defaultUser defaultUser-\d\d-theme$/));
  });

  it.each([
    ['without scripts', {}],
    ['with scripts', SCRIPTS],
    ['with a command of the profile', RAW],
    ['with both', { ...SCRIPTS, ...RAW }],
  ])('are as many commands as the answer file has, %s', (_, windows) => {
    const profile = profileOf(windows);
    const text = renderAnswer({ kind: 'unattend', profile, machine }).files[0]!.text;
    expect(runsOf(windows).commands).toBe(text.split('<RunSynchronousCommand ').length - 1);
  });

  it('are a command for unpacking and one for each phase of specialize', () => {
    expect(runsOf(SCRIPTS).commands).toBe(3);
  });
});
