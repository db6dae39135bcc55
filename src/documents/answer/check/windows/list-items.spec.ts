import { said, settings, SETUP, SHELL } from '../../../../../test/support/windows-findings.js';

describe('a list', () => {
  const commands = (...items: string[]) =>
    said(settings('oobeSystem', SHELL, '<FirstLogonCommands>', ...items, '</FirstLogonCommands>'));
  const item = (order: number, action = ' wcm:action="add"') =>
    `<SynchronousCommand${action}><Order>${order}</Order><CommandLine>x</CommandLine></SynchronousCommand>`;

  it('has each Order once', () => {
    expect(commands(item(1), item(2), item(2))).toEqual([
      '7 error windows/duplicate-order: 2 | a different Order for each item',
    ]);
  });

  it('is warned of where a number is missing', () => {
    expect(commands(item(1), item(98), item(99))).toEqual(['6 warning windows/order-gap: 98 | 2']);
  });

  it('counts from 1 to 500', () => {
    expect(commands(item(0))).toEqual(['5 error windows/bad-integer: 0 | a whole number from 1 to 500']);
  });

  it.each([
    ['', 'warning windows/missing-action: <SynchronousCommand>'],
    [' action="add"', 'warning windows/wrong-namespace: (—):action, (—)'],
    [' wcm:action="append"', 'error windows/bad-action: wcm:action="append"'],
  ])('has items with wcm:action: %j', (action, expected) => {
    expect(commands(item(1, action))[0]?.split(' | ')[0]).toBe(`5 ${expected}`);
  });
});

describe('what must stand beside', () => {
  it.each([
    [
      '<RunSynchronous>\n<RunSynchronousCommand wcm:action="add">\n<Order>1</Order>\n</RunSynchronousCommand>\n</RunSynchronous>',
      '5 error windows/missing-companion: <RunSynchronousCommand> (Path: —) | <Path> below <RunSynchronousCommand>',
    ],
    [
      '<RunSynchronous>\n<RunSynchronousCommand wcm:action="add">\n<Path>x</Path>\n</RunSynchronousCommand>\n</RunSynchronous>',
      '5 error windows/missing-companion: <RunSynchronousCommand> (Order: —) | <Order> below <RunSynchronousCommand>',
    ],
    [
      '<ImageInstall>\n<OSImage>\n<InstallTo>\n<DiskID>0</DiskID>\n</InstallTo>\n</OSImage>\n</ImageInstall>',
      '6 error windows/missing-companion: <InstallTo> (PartitionID: —) | <PartitionID> below <InstallTo>',
    ],
    [
      '<DiskConfiguration>\n<Disk wcm:action="add">\n<DiskID>0</DiskID>\n</Disk>\n</DiskConfiguration>\n<ImageInstall>\n<OSImage>\n<WillShowUI>Never</WillShowUI>\n</OSImage>\n</ImageInstall>',
      '10 warning windows/missing-companion: <OSImage> (InstallTo: —) | <InstallTo> below <OSImage>',
    ],
    [
      '<RunSynchronous>\n<RunSynchronousCommand wcm:action="add">\n</RunSynchronousCommand>\n</RunSynchronous>',
      '5 warning windows/missing-companion: <RunSynchronousCommand> (Order: —) | <Order> below <RunSynchronousCommand>',
      '5 warning windows/missing-companion: <RunSynchronousCommand> (Path: —) | <Path> below <RunSynchronousCommand>',
    ],
  ])('%j', (inside, ...expected) => {
    expect(said(settings('windowsPE', SETUP, inside))).toEqual(expected);
  });

  it('may be missing where the person at the PC chooses the disk', () => {
    expect(
      said(
        settings(
          'windowsPE',
          SETUP,
          '<ImageInstall>\n<OSImage>\n<WillShowUI>Never</WillShowUI>\n</OSImage>\n</ImageInstall>',
        ),
      ),
    ).toEqual([]);
  });
});
