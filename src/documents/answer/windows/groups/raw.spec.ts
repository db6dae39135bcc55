import { InputError } from '../../../../platform/core/index.js';
import { windowsAnswer, windowsOrder, windowsProfile } from '../../../../../test/support/windows-answer.js';
import { checkAnswer } from '../../check/check-answer.js';
import { renderAnswer } from '../../render-answer.js';
import { mergeSettings } from '../compose.js';
import { writeAnswer } from '../write-answer.js';
import { rawGroup } from './raw.js';

const SHELL = 'Microsoft-Windows-Shell-Setup';

/** A Windows section with `raw` settings in Shell-Setup of oobeSystem. */
function shell(...settings: object[]) {
  return { raw: [{ pass: 'oobeSystem', component: SHELL, settings }] };
}

/** The file with `raw` settings only. */
function rawFile(windows: object): string {
  const { settings = [] } = rawGroup(windowsOrder(windows));
  const present = settings.filter((placed) => placed !== undefined);
  return writeAnswer({ settings: mergeSettings(present), files: [] }, 'amd64');
}

function fieldsOf(windows: object): unknown[] {
  try {
    windowsProfile(windows);
  } catch (error) {
    if (error instanceof InputError) return error.findings.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('settings by hand', () => {
  it('stand in their pass and component, nested, with attributes and actions', () => {
    const text = rawFile({
      raw: [
        {
          pass: 'generalize',
          component: 'Microsoft-Windows-PnpSysprep',
          settings: [{ name: 'PersistAllDeviceInstalls', value: true }],
        },
        {
          pass: 'oobeSystem',
          component: SHELL,
          settings: [
            { name: 'TimeZone', value: 'UTC' },
            { name: 'Empty', value: '' },
            {
              name: 'Tasks',
              settings: [
                {
                  name: 'Task',
                  action: 'modify',
                  attributes: { 'wcm:keyValue': '<1> & "2"' },
                  settings: [{ name: 'Name', value: 'A < B & C', attributes: { 'xsi:type': 'text' } }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(text).toBe(`<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <settings pass="generalize">
    <component name="Microsoft-Windows-PnpSysprep" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <PersistAllDeviceInstalls>true</PersistAllDeviceInstalls>
    </component>
  </settings>
  <settings pass="oobeSystem">
    <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <TimeZone>UTC</TimeZone>
      <Empty />
      <Tasks>
        <Task wcm:action="modify" wcm:keyValue="&lt;1&gt; &amp; &quot;2&quot;">
          <Name xsi:type="text">A &lt; B &amp; C</Name>
        </Task>
      </Tasks>
    </component>
  </settings>
</unattend>
`);
  });

  it.each([
    'windowsPE',
    'offlineServicing',
    'generalize',
    'specialize',
    'auditSystem',
    'auditUser',
    'oobeSystem',
  ])('stand in %s', (pass) => {
    const answer = windowsAnswer({
      raw: [{ pass, component: 'Microsoft-Windows-X', settings: [{ name: 'Y', value: 'z' }] }],
    });
    expect(answer.value(pass, 'Microsoft-Windows-X', 'Y')).toBe('z');
  });

  it('are left out of windowsPE when there is no media to start from', () => {
    const windows = {
      raw: [{ pass: 'windowsPE', component: 'X', settings: [{ name: 'Y', value: 'z' }] }],
    };
    expect(windowsAnswer(windows, { kind: 'unattend' }).text).not.toContain('windowsPE');
    const { notCarried } = renderAnswer({ kind: 'unattend', profile: windowsProfile(windows), machine: {} });
    expect(notCarried.map(({ option }) => option)).toEqual(['windows.raw[0]']);
  });

  it('are checked like the rest', () => {
    const text = rawFile({
      raw: [
        {
          pass: 'specialize',
          component: SHELL,
          settings: [{ name: 'OOBE', settings: [{ name: 'HideEULAPage', value: 'yes' }] }],
        },
      ],
    });
    expect(checkAnswer(Buffer.from(text)).findings.map(({ rule, line }) => [line, rule])).toContainEqual([
      5,
      'windows/wrong-pass',
    ]);
  });

  it('keep white space and line ends as they are', () => {
    const value = ' a\r\n\tb\n ';
    expect(windowsAnswer(shell({ name: 'X', value })).value('oobeSystem', SHELL, 'X')).toBe(value);
  });

  it('keep two of a name that stand in one list', () => {
    const answer = windowsAnswer(
      shell({ name: 'X', settings: [{ name: 'Y', value: '1' }] }, { name: 'X', settings: [] }),
    );
    expect(answer.values('oobeSystem', SHELL, 'X')).toHaveLength(2);
  });

  it('join a group of the same name in another list', () => {
    const oobe = (name: string) => shell({ name: 'OOBE', settings: [{ name, value: true }] }).raw;
    const answer = windowsAnswer({ raw: [...oobe('HideEULAPage'), ...oobe('HideOnlineAccountScreens')] });
    expect(answer.values('oobeSystem', SHELL, 'OOBE')).toHaveLength(1);
    expect(answer.value('oobeSystem', SHELL, 'OOBE/HideEULAPage')).toBe('true');
    expect(answer.value('oobeSystem', SHELL, 'OOBE/HideOnlineAccountScreens')).toBe('true');
  });

  it('take secrets by their reference', () => {
    const windows = shell({
      name: 'AutoLogon',
      settings: [{ name: 'Password', settings: [{ name: 'Value', value: { vault: 'accounts/kiosk' } }] }],
    });
    const at = ['oobeSystem', SHELL, 'AutoLogon/Password/Value'] as const;
    expect(windowsAnswer(windows).value(...at)).toBe('{vault:accounts/kiosk}');
    expect(windowsAnswer(windows, { secrets: { 'accounts/kiosk': 's<3' } }).value(...at)).toBe('s<3');
  });

  it('number a command only when it has no Order, and after the one before', () => {
    const command = (Path: string, Order?: string) => ({
      name: 'RunSynchronousCommand',
      action: 'add',
      settings: [...(Order ? [{ name: 'Order', value: Order }] : []), { name: 'Path', value: Path }],
    });
    const answer = windowsAnswer({
      raw: [
        {
          pass: 'specialize',
          component: 'Microsoft-Windows-Deployment',
          settings: [
            {
              name: 'RunSynchronous',
              settings: [command('a'), command('b', '7'), command('c'), command('d', '2')],
            },
          ],
        },
      ],
    });
    expect(
      answer.values(
        'specialize',
        'Microsoft-Windows-Deployment',
        'RunSynchronous/RunSynchronousCommand/Order',
      ),
    ).toEqual(['1', '7', '8', '2']);
  });
});

describe('settings by hand are refused by name', () => {
  const at = 'windows.raw[0].settings[0]';

  it.each([
    ['a prefix', { name: 'wcm:X', value: '' }, `${at}.name`],
    ['a space', { name: 'Time Zone', value: '' }, `${at}.name`],
    ['a digit first', { name: '1X', value: '' }, `${at}.name`],
    ['markup', { name: 'X><Y', value: '' }, `${at}.name`],
    ['no name', { name: '', value: '' }, `${at}.name`],
    ['an attribute of no namespace', { name: 'X', value: '', attributes: { a: '1' } }, `${at}.attributes.a`],
    [
      'a declaration',
      { name: 'X', value: '', attributes: { 'xmlns:wcm': 'urn:x' } },
      `${at}.attributes.xmlns:wcm`,
    ],
    [
      'an action said twice',
      { name: 'X', value: '', action: 'add', attributes: { 'wcm:action': 'add' } },
      `${at}.attributes.wcm:action`,
    ],
    ['an unknown action', { name: 'X', value: '', action: 'Add' }, `${at}.action`],
    ['a NUL', { name: 'X', value: 'a\u0000b' }, `${at}.value`],
    ['half a surrogate pair', { name: 'X', value: 'a\ud800b' }, `${at}.value`],
    [
      'an escape in an attribute',
      { name: 'X', value: '', attributes: { 'wcm:a': '\u001b' } },
      `${at}.attributes.wcm:a`,
    ],
    ['a number, which YAML strips of its zeros', { name: 'X', value: 7 }, `${at}.value`],
    ['neither value nor settings', { name: 'X' }, `${at}.value`],
    ['both value and settings', { name: 'X', value: '', settings: [] }, `${at}.settings`],
    ['an unknown field', { name: 'X', value: '', text: '' }, `${at}.text`],
    ['a password as a text', { name: 'MachinePassword', value: 'abc' }, `${at}.value`],
    [
      'the value of a password as a text',
      { name: 'Password', settings: [{ name: 'Value', value: 'abc' }] },
      `${at}.settings[0].value`,
    ],
  ])('%s', (_title, setting, field) => {
    expect(fieldsOf(shell(setting))).toEqual([field]);
  });

  it('an unknown pass', () => {
    expect(fieldsOf({ raw: [{ pass: 'oobe', component: 'X', settings: [] }] })).toEqual([
      'windows.raw[0].pass',
    ]);
  });

  it('nesting that no reader of XML goes through', () => {
    let deep: object = { name: 'X', value: '' };
    for (let depth = 0; depth < 5_000; depth += 1) deep = { name: 'X', settings: [deep] };
    expect(fieldsOf(shell(deep))).toEqual(['windows.raw']);
  });

  it.each([
    ['itself', { name: 'Password', value: 'hunter2' }],
    ['inside a password', { name: 'Password', settings: [{ name: 'Value', value: 'hunter2' }] }],
    ['with another fault', { name: 'Password', value: 'hunter2\u0000' }],
    ['in a group that is no list', { name: 'X', settings: { name: 'Password', value: 'hunter2' } }],
  ])('without repeating a secret: %s', (_title, setting) => {
    const refusal = (() => {
      try {
        return JSON.stringify(windowsProfile(shell(setting)));
      } catch (error) {
        return JSON.stringify([error, String(error)]);
      }
    })();
    expect(refusal).toContain('settings');
    expect(refusal).not.toContain('hunter2');
  });
});

describe('settings by hand are taken', () => {
  it.each(['TimeZone', '_x', 'é-1.2·', 'ÉlémentÀ', '要素', '\u{10000}'])('under the name %s', (name) => {
    expect(windowsAnswer(shell({ name, value: 'v' })).text).toContain(`      <${name}>v</${name}>\n`);
  });
});
