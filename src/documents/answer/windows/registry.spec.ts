import {
  absent,
  binary,
  dword,
  expandable,
  multiText,
  registryFile,
  registryScript,
  text,
} from './registry.js';

const POLICIES = 'SOFTWARE\\Policies\\Microsoft';

describe('values of the registry', () => {
  it('become a .reg file, key by key, whatever their order', () => {
    const values = [
      dword('machine', `${POLICIES}\\Windows`, 'Level', 4_294_967_295),
      text('defaultUser', 'Control Panel\\Desktop', 'Path "quoted"', 'C:\\Temp\\"a"'),
      dword('machine', `${POLICIES}\\Windows`, 'On', true),
      absent('machine', `${POLICIES}\\Windows`, 'Old'),
      text('currentUser', 'Console', '', 'é\n'),
    ];
    expect(registryFile(values)).toBe(
      [
        'Windows Registry Editor Version 5.00',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows]',
        '"Level"=dword:ffffffff',
        '"On"=dword:00000001',
        '"Old"=-',
        '',
        '[HKEY_USERS\\DefaultUser\\Control Panel\\Desktop]',
        '"Path \\"quoted\\""="C:\\\\Temp\\\\\\"a\\""',
        '',
        '[HKEY_CURRENT_USER\\Console]',
        '@=hex(1):e9,00,0a,00,00,00',
        '',
      ].join('\r\n'),
    );
  });

  it('keep lists and variables in a .reg file', () => {
    expect(
      registryFile([
        multiText('machine', 'A', 'List', ['a', 'b']),
        expandable('machine', 'A', 'Folder', '%x%'),
      ]),
    ).toContain('"List"=hex(7):61,00,00,00,62,00,00,00,00,00\r\n"Folder"=hex(2):25,00,78,00,25,00,00,00\r\n');
  });

  it('keep bytes, and the logon screen as an account of its own', () => {
    const values = [binary('logonScreen', 'A', 'Mask', [0x9e, 0, 255])];
    expect(registryFile(values)).toContain('[HKEY_USERS\\.DEFAULT\\A]\r\n"Mask"=hex:9e,00,ff\r\n');
    expect(registryScript(values)).toContain(
      `Set-Value 'HKEY_USERS\\.DEFAULT\\A' 'Mask' 'Binary' @('158'; '0'; '255'; )\n`,
    );
  });

  it('become calls that write and read back, with DWORDs as .NET takes them', () => {
    const script = registryScript([
      dword('machine', 'A', 'Level', 4_294_967_295),
      text('machine', 'A', "it's", "'; Remove-Item C:\\ #"),
      multiText('machine', 'A', 'List', ["a'", 'b']),
      multiText('machine', 'A', 'Empty', []),
      absent('defaultUser', 'B', 'Old'),
    ]);
    expect(script.slice(script.indexOf("Set-Value 'HKEY"))).toBe(
      [
        `Set-Value 'HKEY_LOCAL_MACHINE\\A' 'Level' 'DWord' '-1'`,
        `Set-Value 'HKEY_LOCAL_MACHINE\\A' 'it''s' 'String' '''; Remove-Item C:\\ #'`,
        `Set-Value 'HKEY_LOCAL_MACHINE\\A' 'List' 'MultiString' @('a'''; 'b'; )`,
        `Set-Value 'HKEY_LOCAL_MACHINE\\A' 'Empty' 'MultiString' @()`,
        `Remove-Value 'HKEY_USERS\\DefaultUser\\B' 'Old'`,
        '',
        'exit $script:faults',
        '',
      ].join('\n'),
    );
  });
});
