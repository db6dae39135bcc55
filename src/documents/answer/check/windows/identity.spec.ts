import { settings, SETUP, SHELL } from '../../../../../test/support/windows-findings.js';
import { findingsOf } from '../../../../../test/support/windows-rules.js';
import { computerNames } from './computer-name.js';
import { productKeys } from './product-key.js';

const nameOf = (name: string) =>
  findingsOf([computerNames], settings('specialize', SHELL, `<ComputerName>${name}</ComputerName>`));

describe('the name of a PC', () => {
  it.each([['PC-001'], ['*'], [''], ['vagrant-2012-r2'], ['%COMPUTERNAME%'.slice(0, 0)]])(
    'has nothing to say about %j',
    (name) => {
      expect(nameOf(name)).toEqual([]);
    },
  );

  it.each([
    ['Server 2012', 'error windows/bad-computer-name: Server 2012 | a name without space'],
    ['PC-*', 'error windows/bad-computer-name: PC-* | a name without *'],
    ['pc.corp', 'error windows/bad-computer-name: pc.corp | a name without .'],
    [
      'Win2022-Packer-EnterPrise',
      'error windows/bad-computer-name: Win2022-Packer-EnterPrise | at most 15 characters, not 25',
    ],
    ['12345', 'warning windows/bad-computer-name: 12345 | at least one letter'],
    ['-PC', 'warning windows/bad-computer-name: -PC | no hyphen at either end'],
    ['poste_1', 'warning windows/bad-computer-name: poste_1 | letters without accents, digits and hyphens'],
    ['{ComputerName}', 'note windows/placeholder: {ComputerName} | a name without {'],
    ['{{ computer_name }}', 'note windows/placeholder: {{ computer_name }} | a name without {'],
    ['%COMPUTERNAME%', 'note windows/placeholder: %COMPUTERNAME% | a name without %'],
  ])('that cannot be is named: %j', (name, finding) => {
    expect(nameOf(name)).toEqual([`4 ${finding}`]);
  });

  it('is looked at in audit mode too', () => {
    const text = settings(
      'auditSystem',
      'Microsoft-Windows-Deployment',
      '<AuditComputerName>',
      '<Name>a b</Name>',
      '</AuditComputerName>',
    );
    expect(findingsOf([computerNames], text)).toEqual([
      '5 error windows/bad-computer-name: a b | a name without space',
    ]);
  });
});

const setupKey = (key: string) =>
  findingsOf(
    [productKeys],
    settings('windowsPE', SETUP, '<UserData><ProductKey>', `<Key>${key}</Key>`, '</ProductKey></UserData>'),
  );
const KEY = 'a key such as XXXXX-XXXXX-XXXXX-XXXXX-XXXXX';

describe('a product key', () => {
  it.each([
    ['VK7JG-NPHTM-C97JM-9MPGT-3V66T'],
    ['vk7jg-nphtm-c97jm-9mpgt-3v66t'],
    ['6XBNX-4JQGW-QX6QG-74P76-72V67'],
    ['00000-00000-00000-00000-00000'],
    [''],
  ])('has nothing to say about %j', (key) => {
    expect(setupKey(key)).toEqual([]);
  });

  it.each([
    ['VK7JG-NPHTM-C97JM-9MPGT', `error windows/bad-product-key: VK7JG… (23) | ${KEY}`],
    ['VK7JGNPHTMC97JM9MPGT3V66T', `error windows/bad-product-key: VK7JG… (25) | ${KEY}`],
    ['VK7JG-NPHTM-C97JM-9MPGT-3V66&gt;', `error windows/bad-product-key: VK7JG… (29) | ${KEY}`],
    ['ABCDE-NPHTM-C97JM-9MPGT-3V66T', `warning windows/bad-product-key: ABCDE… (29) | ${KEY}`],
    ['your key here', `note windows/placeholder: your key here | ${KEY}`],
    ['KVM_TEST_CDKEY', `note windows/placeholder: KVM_TEST_CDKEY | ${KEY}`],
    ['XXXXX-XXXXX-XXXXX-XXXXX-XXXXX', `note windows/placeholder: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX | ${KEY}`],
    ['{ProductKey}', `note windows/placeholder: {ProductKey} | ${KEY}`],
  ])('that cannot be is named, and not repeated: %j', (key, finding) => {
    expect(setupKey(key)).toEqual([`5 ${finding}`]);
  });

  it('is looked at in specialize too', () => {
    expect(findingsOf([productKeys], settings('specialize', SHELL, '<ProductKey>NOPE</ProductKey>'))).toEqual(
      [`4 error windows/bad-product-key: NOPE… (4) | ${KEY}`],
    );
  });
});
