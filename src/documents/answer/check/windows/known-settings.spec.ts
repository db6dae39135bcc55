import { DEPLOYMENT, said, settings, SETUP, SHELL } from '../../../../../test/support/windows-findings.js';

describe('a setting in the wrong place', () => {
  it.each([
    [
      'windowsPE',
      SHELL,
      ['<ComputerName>PC</ComputerName>'],
      ['4 error windows/wrong-pass: ComputerName, windowsPE | in offlineServicing, specialize'],
    ],
    [
      'specialize',
      SHELL,
      ['<OOBE>', '<HideEULAPage>true</HideEULAPage>', '</OOBE>'],
      [
        '4 error windows/wrong-pass: OOBE, specialize | in oobeSystem',
        '5 error windows/wrong-pass: OOBE/HideEULAPage, specialize | in oobeSystem',
      ],
    ],
    [
      'oobeSystem',
      SHELL,
      ['<HideEULAPage>true</HideEULAPage>'],
      [
        `4 error windows/misplaced-setting: ${SHELL} / HideEULAPage | ${SHELL} OOBE/HideEULAPage (oobeSystem)`,
      ],
    ],
    [
      'oobeSystem',
      SHELL,
      ['<TimeZone>', '<Order>1</Order>', '</TimeZone>'],
      [expect.stringMatching(/^5 error windows\/misplaced-setting: TimeZone \/ Order \|/)],
    ],
    [
      'specialize',
      'Microsoft-Windows-SystemSettings',
      ['<TimeZone>UTC</TimeZone>'],
      [
        `4 warning windows/misplaced-setting: Microsoft-Windows-SystemSettings / TimeZone | ${SHELL} TimeZone (specialize, auditSystem, oobeSystem)`,
      ],
    ],
    [
      'oobeSystem',
      'Microsoft-Windows-EnhancedStorage-Adm',
      ['<TCGSecurityActivationDisabled>1</TCGSecurityActivationDisabled>'],
      [
        '3 warning windows/wrong-pass: Microsoft-Windows-EnhancedStorage-Adm, oobeSystem | in specialize',
        '4 warning windows/wrong-pass: TCGSecurityActivationDisabled, oobeSystem | in specialize',
      ],
    ],
    [
      'specialize',
      SHELL,
      ['<computerName>PC</computerName>'],
      ['4 warning windows/letter-case: <computerName> | <ComputerName>'],
    ],
    [
      'specialize',
      SHELL,
      ['<Timezones>UTC</Timezones>'],
      ['4 note windows/unknown-setting: <Timezones> | a known setting, for instance TimeZone'],
    ],
    [
      'specialize',
      SHELL,
      ['<Contoso>1</Contoso>'],
      ['4 note windows/unknown-setting: <Contoso> | a setting that the table knows'],
    ],
    ['specialize', SHELL, ['<x:Contoso xmlns:x="urn:x">1</x:Contoso>'], []],
    [
      'specialize',
      SHELL,
      ['<TimeZone xmlns="">UTC</TimeZone>'],
      [
        '4 error windows/wrong-namespace: <TimeZone xmlns=""> | the namespace urn:schemas-microsoft-com:unattend',
      ],
    ],
    [
      'specialize',
      SHELL,
      ['<TimeZone>UTC</TimeZone>', '<TimeZone>UTC</TimeZone>'],
      ['5 warning windows/duplicate-setting: <TimeZone> | only once below the same parent'],
    ],
  ])('%s %s %j', (pass, component, lines, expected) => {
    expect(said(settings(pass, component, ...lines))).toEqual(expected);
  });
});

describe('a value', () => {
  it.each([
    [
      'oobeSystem',
      SHELL,
      '<OOBE>\n<HideEULAPage>yes</HideEULAPage>\n</OOBE>',
      '5 error windows/bad-boolean: yes | true or false',
    ],
    [
      'oobeSystem',
      SHELL,
      '<OOBE>\n<HideEULAPage/>\n</OOBE>',
      '5 warning windows/bad-boolean: <HideEULAPage/> | true or false',
    ],
    [
      'oobeSystem',
      SHELL,
      '<OOBE>\n<HideEULAPage>${hide}</HideEULAPage>\n</OOBE>',
      '5 note windows/placeholder: ${hide} | true or false',
    ],
    [
      'oobeSystem',
      SHELL,
      '<OOBE>\n<ProtectYourPC>4</ProtectYourPC>\n</OOBE>',
      '5 error windows/bad-value: 4 | one of 1, 2, 3',
    ],
    [
      'windowsPE',
      SETUP,
      '<DynamicUpdate>\n<WillShowUI>Sometimes</WillShowUI>\n</DynamicUpdate>',
      '5 error windows/bad-value: Sometimes | one of Always, OnError, Never',
    ],
    [
      'offlineServicing',
      'Microsoft-Windows-PartitionManager',
      '\n<SanPolicy>5</SanPolicy>',
      '5 warning windows/bad-value: 5 | one of 1, 2, 3, 4',
    ],
    [
      'specialize',
      'Microsoft-Windows-UnattendedJoin',
      '<Identification>\n<JoinWorkgroup>SIXTEEN-LETTERS-</JoinWorkgroup>\n</Identification>',
      '5 error windows/bad-length: SIXTEEN-LETTERS- | 1 to 15 characters',
    ],
    [
      'windowsPE',
      SETUP,
      '<PageFile>\n<Size>-1</Size>\n</PageFile>',
      '5 error windows/bad-integer: -1 | a whole number, at least 0',
    ],
    [
      'windowsPE',
      SETUP,
      '<DiskConfiguration><Disk wcm:action="add"><ModifyPartitions><ModifyPartition wcm:action="add"><Order>1</Order><PartitionID>1</PartitionID>\n<Letter>C:</Letter>\n</ModifyPartition></ModifyPartitions><DiskID>0</DiskID></Disk></DiskConfiguration>',
      expect.stringMatching(/^5 error windows\/bad-value: C: \| one of C, D, /),
    ],
  ])('%s %s %j', (pass, component, inside, expected) => {
    expect(said(settings(pass, component, inside))).toEqual([expected]);
  });

  it('of a command is as long as its component allows', () => {
    const command = (letters: number) =>
      settings(
        'specialize',
        DEPLOYMENT,
        `<RunSynchronous>\n<RunSynchronousCommand wcm:action="add">\n<Order>1</Order>\n<Path>${'x'.repeat(letters)}</Path>\n</RunSynchronousCommand>\n</RunSynchronous>`,
      );
    expect(said(command(259))).toEqual([]);
    expect(said(command(260))).toEqual([
      expect.stringMatching(/^7 error windows\/bad-length: x{119}… \| 1 to 259 characters$/),
    ]);
    expect(said(command(600).replace(DEPLOYMENT, SETUP).replace('specialize', 'windowsPE'))).toEqual([]);
  });
});
