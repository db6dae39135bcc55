import { readFileSync, readdirSync } from 'node:fs';
import { said, settings, SHELL, unattend } from '../../../../../test/support/windows-findings.js';
import { checkWindows } from './check-windows.js';

const FIXTURES = new URL('./fixtures/', import.meta.url);

describe('a good file', () => {
  it.each(readdirSync(FIXTURES))('has nothing to say about it: %s', (name) => {
    expect(said(readFileSync(new URL(name, FIXTURES), 'utf8'))).toEqual([]);
  });

  it.each([
    ['booleans in any case', '<OOBE>\n<HideEULAPage> TRUE\n</HideEULAPage>\n</OOBE>'],
    ['enumerations in any case', '<OOBE>\n<NetworkLocation>work</NetworkLocation>\n</OOBE>'],
    ['an empty command line', '<FirstLogonCommands/>'],
  ])('may have %s', (_, inside) => {
    expect(said(settings('oobeSystem', SHELL, inside))).toEqual([]);
  });
});

describe('the document', () => {
  it.each([
    ['<unattend', 'windows/not-well-formed', 'not-well-formed'],
    ['<!DOCTYPE a><unattend/>', 'windows/doctype', 'doctype'],
    ['<unattend/>', 'windows/wrong-namespace', '<unattend>'],
    ['<profile/>', 'windows/wrong-root', '<profile>'],
    ['<unattend xmlns="urn:other"/>', 'windows/wrong-namespace', '<unattend xmlns="urn:other">'],
  ])('%s is an error, and nothing else is looked at', (text, rule, found) => {
    expect(checkWindows(Buffer.from(text))).toMatchObject([{ rule, severity: 'error', line: 1, found }]);
  });

  it('names passes that do not exist, lack, or come twice', () => {
    expect(
      said(
        unattend(
          '<settings pass="specialise"/>',
          '<settings pass="disabled"/>',
          '<settings/>',
          '<settings pass="{{pass}}"/>',
          '<settings pass="specialize"/>',
          '<settings pass="specialize"/>',
        ),
      ),
    ).toEqual([
      expect.stringMatching(
        /^2 error windows\/unknown-pass: pass="specialise" \| pass is one of windowsPE, off/,
      ),
      expect.stringMatching(/^3 warning windows\/unknown-pass: pass="disabled" \|/),
      expect.stringMatching(/^4 error windows\/unknown-pass: <settings> \|/),
      expect.stringMatching(/^5 note windows\/unknown-pass: pass="\{\{pass}}" \|/),
      '7 warning windows/duplicate-pass: specialize | only once in the file',
    ]);
  });

  it('names what stands outside components', () => {
    expect(
      said(
        unattend(
          '<ComputerName>PC</ComputerName>',
          '<settings pass="specialize">',
          '<TimeZone/>',
          '</settings>',
        ),
      ),
    ).toEqual([
      '2 warning windows/misplaced-element: <ComputerName> | below <unattend>, only <settings> and <servicing>',
      '4 error windows/misplaced-element: <TimeZone> | in <settings>, only <component> elements',
    ]);
  });
});
