import { parseProfile } from '../../profile/index.js';
import {
  csp,
  elsewhere,
  flag,
  late,
  place,
  row,
  script,
  setting,
  since,
  toggle,
} from '../../windows-tables/option-row.js';
import { z } from 'zod';
import { optionPlans } from './option-plan.js';

const windowsOf = (windows: object) => parseProfile({ name: 'office', windows }).windows!;
const planOf = (windows: object, option: string) =>
  optionPlans(windowsOf(windows)).find((plan) => plan.option === `windows.${option}`);

describe('the plan of an option for a running Windows', () => {
  it('is the code of the answer file where it has one', () => {
    const comfort = {
      power: { plan: 'highPerformance', sleepMinutes: { plugged: 0 } },
      removeApps: ['xbox'],
      features: { enable: ['hyperV'] },
    };
    const texts = (option: string) =>
      planOf({ comfort }, option)?.scripts.map(({ name, text }) => [name, text]);
    expect(texts('comfort.power.plan')?.[0]?.[1]).toContain(
      "Set-Power @('/setactive'; '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c'; )",
    );
    expect(texts('comfort.power.sleepMinutes')?.[0]?.[1]).toContain(
      "Set-Power @('/setacvalueindex'; '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c'; 'SUB_SLEEP'; 'STANDBYIDLE'; '0'; )",
    );
    expect(texts('comfort.removeApps')?.map(([name]) => name)).toEqual(['remove-apps']);
    expect(texts('comfort.features.enable')?.map(([name]) => name)).toEqual(['features']);
  });

  it('is one value for several options that form it together', () => {
    const everyUser = { magnifier: true, highContrast: 'black', pointerColour: 'black' };
    const plans = optionPlans(windowsOf({ accessibility: { everyUser } }));
    const programs = plans.map(({ option, values }) => [
      option.split('.').at(-1),
      values.find(({ name }) => name === 'Configuration')?.data,
    ]);
    expect(programs).toEqual([
      ['magnifier', 'magnifierpane,highcontrast'],
      ['highContrast', 'magnifierpane,highcontrast'],
      ['pointerColour', undefined],
    ]);
    expect(plans[2]?.values.find(({ name }) => name === 'Arrow')).toEqual({
      hive: 'defaultUser',
      key: 'Control Panel\\Cursors',
      name: 'Arrow',
      data: '%SystemRoot%\\cursors\\arrow_r.cur',
      isRead: false,
      expands: true,
    });
  });

  it('writes where Windows keeps a setting of the answer file', () => {
    const asked = { security: { remoteAssistance: { allowed: false } } };
    expect(planOf(asked, 'security.remoteAssistance.allowed')?.values).toEqual([
      {
        hive: 'machine',
        key: 'SYSTEM\\CurrentControlSet\\Control\\Remote Assistance',
        name: 'fAllowToGetHelp',
        data: 0,
        isRead: false,
      },
    ]);
  });

  it('is its registry values, with the hive of each', () => {
    expect(planOf({ comfort: { updates: { storeApps: false } } }, 'comfort.updates.storeApps')).toEqual({
      option: 'windows.comfort.updates.storeApps',
      values: [
        {
          hive: 'machine',
          key: 'SOFTWARE\\Policies\\Microsoft\\WindowsStore',
          name: 'AutoDownload',
          data: 2,
          isRead: false,
        },
      ],
      scripts: [],
      firewall: [],
      nodes: [],
    });
  });

  it('deletes a value that must be absent', () => {
    const plan = planOf({ comfort: { updates: { previews: false } } }, 'comfort.updates.previews');
    expect(plan?.values.map(({ name, data }) => [name, data])).toEqual([
      ['AllowOptionalContent', null],
      ['SetAllowOptionalContent', null],
    ]);
  });

  it('is the command of the firewall, not what the registry shows of it', () => {
    const asked = { network: { firewall: { private: { inbound: 'block', logDropped: true } } } };
    expect(planOf(asked, 'network.firewall.private.inbound')).toEqual({
      option: 'windows.network.firewall.private.inbound',
      values: [],
      scripts: [],
      firewall: [{ profile: 'Private', parameter: 'DefaultInboundAction', value: 'Block' }],
      nodes: [],
    });
    expect(planOf(asked, 'network.firewall.private.logDropped')?.firewall).toEqual([
      { profile: 'Private', parameter: 'LogBlocked', value: 'True' },
    ]);
  });

  it('is its script where it runs for the PC, and the session of each account where it runs there', () => {
    const smb1 = planOf({ security: { smb: { smb1: false } } }, 'security.smb.smb1');
    expect(smb1?.scripts.map(({ name }) => name)).toEqual(['smb1-off']);
    expect(smb1?.scripts[0]?.text).toContain('SMB1Protocol');
    expect(smb1?.values.map(({ name, data }) => [name, data])).toEqual([['SMB1', 0]]);
    const everyone = planOf(
      { comfort: { theme: { wallpaper: { colour: '#0078d4' } } } },
      'comfort.theme.wallpaper',
    );
    expect(everyone?.impossible?.en).toBe('the answer file does it at the first logon of each account');
    expect(everyone?.values.every(({ hive }) => hive === 'everyUser')).toBe(true);
  });

  it('of two options that write the same value is with the later one alone', () => {
    const tree = {
      comfort: {
        first: toggle(
          { fr: '', en: '' },
          flag('machine', 'Software\\Test', 'Both'),
          flag('machine', 'Software\\Test', 'Own'),
        ),
        second: toggle({ fr: '', en: '' }, flag('machine', 'SOFTWARE\\test', 'both', 5, 6)),
      },
    };
    const windows = { target: 'windows-11-25h2', comfort: { first: true, second: true } };
    const plans = optionPlans(windows as never, tree);
    expect(plans.map(({ values }) => values.map(({ name, data }) => `${name}=${String(data)}`))).toEqual([
      ['Own=1'],
      ['both=5'],
    ]);
  });

  it('is a node of the MDM bridge where nothing else writes it', () => {
    const uri = './Device/Vendor/MSFT/Policy/Config/Defender/AllowCloudProtection';
    const tree = { security: { cloud: toggle({ fr: '', en: '' }, csp(uri, 'int', Number)) } };
    const windows = { target: 'windows-11-25h2', security: { cloud: true } };
    expect(optionPlans(windows as never, tree)[0]).toEqual({
      option: 'windows.security.cloud',
      values: [],
      scripts: [],
      firewall: [],
      nodes: [
        {
          parent: './Vendor/MSFT/Policy/Config',
          instance: 'Defender',
          leaf: 'AllowCloudProtection',
          path: ['Policy', 'Config', 'Defender'],
          format: 'int',
          value: '1',
        },
      ],
    });
  });

  it('says what only an answer file can do, wholly or in part', () => {
    const words = { fr: '', en: '' };
    const tree = {
      setup: {
        only: toggle(words, setting('specialize', 'Microsoft-Windows-SQMAPI', 'CEIPEnabled', Number)),
        partly: toggle(words, flag('machine', 'Software\\Test', 'One'), elsewhere('script system powercfg')),
        nothing: row(
          words,
          z.string(),
          place('machine', 'Software\\Test', 'Two', () => undefined),
        ),
        afterwards: toggle(words, late(flag('machine', 'Software\\Test', 'Three'))),
        logon: toggle(
          words,
          script('everyUser', 'comfort/no-sounds', 'HKCU', () => ({})),
        ),
        once: toggle(
          words,
          script('firstLogon', 'comfort/no-windows-old', 'C:\\', () => ({})),
        ),
      },
    };
    const setup = { only: true, partly: true, nothing: 'x', afterwards: true, logon: true, once: true };
    const plans = optionPlans({ target: 'windows-11-25h2', setup } as never, tree);
    expect(plans.map(({ option, impossible }) => [option, impossible?.en])).toEqual([
      ['windows.setup.only', 'only the answer file writes it, at the installation'],
      ['windows.setup.partly', 'only the answer file writes it, at the installation'],
      ['windows.setup.nothing', undefined],
      ['windows.setup.afterwards', undefined],
      ['windows.setup.logon', 'the answer file does it at the first logon of each account'],
      ['windows.setup.once', undefined],
    ]);
    expect(plans[3]?.values).toHaveLength(1);
  });

  it('leaves out an option that the release does not have', () => {
    const tree = {
      setup: {
        old: since({ until: 'windows-10' }, toggle({ fr: '', en: '' }, flag('machine', 'A', 'B'))),
      },
    };
    expect(optionPlans({ target: 'windows-11-25h2', setup: { old: true } } as never, tree)).toEqual([]);
  });
});
