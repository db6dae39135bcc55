import { readXml } from '../../../platform/xml/index.js';
import { semanticDifference } from './semantic-difference.js';

function file(inside: string, more = ''): string {
  return `<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">${inside}${more}</unattend>`;
}

function pass(name: string, component: string, settings: string, attributes = ''): string {
  return `<settings pass="${name}"${attributes}><component name="${component}" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">${settings}</component></settings>`;
}

const shell = (settings: string) => pass('oobeSystem', 'Microsoft-Windows-Shell-Setup', settings);
const zone = (name: string) => file(shell(`<TimeZone>${name}</TimeZone>`));

function differences(first: string, second: string): string[] {
  const [one, other] = [first, second].map((text) => readXml(Buffer.from(text)).root);
  return semanticDifference(one!, other!).map(({ kind, path, line }) => `${kind} ${path}:${line}`);
}

const command = (order: number, line: string) =>
  `<SynchronousCommand wcm:action="add"><Order>${order}</Order><CommandLine>${line}</CommandLine></SynchronousCommand>`;
const commands = (...items: string[]) =>
  file(shell(`<FirstLogonCommands>${items.join('')}</FirstLogonCommands>`));

describe('the semantic difference of two answer files', () => {
  it.each([
    ['white space and comments', zone('UTC'), zone('UTC').replaceAll('><', '>\n  <!-- x -->\n <')],
    [
      'the order of settings',
      file(shell('<TimeZone>UTC</TimeZone><RegisteredOwner>A</RegisteredOwner>')),
      file(shell('<RegisteredOwner>A</RegisteredOwner><TimeZone>UTC</TimeZone>')),
    ],
    [
      'the order of passes',
      file(shell('<TimeZone>UTC</TimeZone>'), pass('specialize', 'A', '<B>1</B>')),
      file(pass('specialize', 'A', '<B>1</B>'), shell('<TimeZone>UTC</TimeZone>')),
    ],
    ['a component in two parts', file(shell('<A>1</A>'), shell('<B>2</B>')), file(shell('<A>1</A><B>2</B>'))],
    [
      'the place of list items that have an Order',
      commands(command(1, 'a'), command(2, 'b')),
      commands(command(2, 'b'), command(1, 'a')),
    ],
    [
      'the prefix of a namespace',
      commands(command(1, 'a')),
      commands(command(1, 'a')).replaceAll('wcm', 'w'),
    ],
    ['how an empty value is written', file(shell('<A></A>')), file(shell('<A>\n </A>'))],
    ['how characters are written', zone('a &amp; b'), zone('<![CDATA[a & b]]>')],
  ])('does not see %s', (_title, first, second) => {
    expect(differences(first, second)).toEqual([]);
  });

  it.each([
    [
      'another value',
      zone('UTC'),
      zone('Romance Standard Time'),
      ['changed oobeSystem/Microsoft-Windows-Shell-Setup/TimeZone:1'],
    ],
    [
      'white space within a value',
      zone('UTC'),
      zone('UTC '),
      ['changed oobeSystem/Microsoft-Windows-Shell-Setup/TimeZone:1'],
    ],
    [
      'a setting in another pass',
      file(pass('specialize', 'C', '<A>1</A>')),
      file(pass('oobeSystem', 'C', '<A>1</A>')),
      ['missing specialize/C:1', 'added oobeSystem/C:1'],
    ],
    [
      'another architecture',
      zone('UTC'),
      zone('UTC').replace('amd64', 'x86'),
      [
        'missing oobeSystem/Microsoft-Windows-Shell-Setup:1',
        'added oobeSystem/Microsoft-Windows-Shell-Setup:1',
      ],
    ],
    [
      'commands that changed places',
      commands(command(1, 'a'), command(2, 'b')),
      commands(command(1, 'b'), command(2, 'a')),
      [
        'changed oobeSystem/Microsoft-Windows-Shell-Setup/FirstLogonCommands/SynchronousCommand[1]/CommandLine:1',
        'changed oobeSystem/Microsoft-Windows-Shell-Setup/FirstLogonCommands/SynchronousCommand[2]/CommandLine:1',
      ],
    ],
    [
      'a list item that is not there',
      commands(command(1, 'a'), command(2, 'b')),
      commands(command(1, 'a')),
      ['missing oobeSystem/Microsoft-Windows-Shell-Setup/FirstLogonCommands/SynchronousCommand[2]:1'],
    ],
    [
      'an attribute of a setting',
      commands(command(1, 'a')),
      commands(command(1, 'a')).replace(' wcm:action="add"', ''),
      ['changed oobeSystem/Microsoft-Windows-Shell-Setup/FirstLogonCommands/SynchronousCommand:1'],
    ],
    [
      'an attribute of a component',
      zone('UTC'),
      zone('UTC').replace('nonSxS', 'SxS'),
      ['changed oobeSystem/Microsoft-Windows-Shell-Setup:1'],
    ],
    [
      'what stands beside the passes',
      file('<servicing><package action="install"/></servicing>'),
      file(''),
      ['missing servicing:1'],
    ],
    [
      'the mark of a pass that was processed',
      file(pass('specialize', 'C', '<A>1</A>', ' wasPassProcessed="true"')),
      file(pass('specialize', 'C', '<A>1</A>')),
      ['changed specialize:1'],
    ],
  ])('sees %s', (_title, first, second, expected) => {
    expect(differences(first, second)).toEqual(expected);
  });

  it('compares ten thousand list items in one go', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => command(index, `run ${index}`));
    expect(differences(commands(...many), commands(...[...many].reverse()))).toEqual([]);
  });
});
