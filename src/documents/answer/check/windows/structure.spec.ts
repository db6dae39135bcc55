import { said, SETUP, SHELL, TOKENS, unattend } from '../../../../../test/support/windows-findings.js';

describe('a component', () => {
  const component = (attributes: string) =>
    said(unattend('<settings pass="specialize">', `<component ${attributes}/>`, '</settings>'));

  it.each([
    [
      `name="${SHELL}" ${TOKENS.replace('amd64', 'x64')}`,
      'error windows/unknown-architecture: processorArchitecture="x64" | processorArchitecture is amd64 or arm64 or x86',
    ],
    [
      `name="${SHELL}" ${TOKENS.replace('amd64', 'AMD64')}`,
      'warning windows/unknown-architecture: processorArchitecture="AMD64" | processorArchitecture is amd64 or arm64 or x86',
    ],
    [
      `name="${SHELL}" ${TOKENS.replace('amd64', '%arch%')}`,
      'note windows/unknown-architecture: processorArchitecture="%arch%" | processorArchitecture is amd64 or arm64 or x86',
    ],
    [
      `name="${SHELL}" ${TOKENS.replace('364e35', '364e36')}`,
      'error windows/component-token: publicKeyToken="31bf3856ad364e36" | publicKeyToken is 31bf3856ad364e35',
    ],
    [
      `name="${SHELL}" ${TOKENS.replace('nonSxS', 'none')}`,
      'error windows/component-token: versionScope="none" | versionScope is nonSxS',
    ],
    [
      `name="${SHELL}" ${TOKENS.replace('neutral', 'fr-FR')}`,
      'warning windows/component-token: language="fr-FR" | language is neutral',
    ],
    [
      `name="${SHELL}" ${TOKENS.replace('language="neutral"', '')}`,
      'warning windows/component-token: <component> (language: —) | language is neutral',
    ],
    [
      `name="Microsoft-Windows-Shel-Setup" ${TOKENS}`,
      `error windows/unknown-component: Microsoft-Windows-Shel-Setup | the component ${SHELL}`,
    ],
    [
      `name="Microsoft-Windows-TwinUIs" ${TOKENS}`,
      'warning windows/unknown-component: Microsoft-Windows-TwinUIs | the component Microsoft-Windows-TwinUI',
    ],
    [
      `name="Contoso-Agent" ${TOKENS}`,
      'note windows/unknown-component: Contoso-Agent | a component that the table knows',
    ],
    [TOKENS, 'error windows/unknown-component: <component> | a component that the table knows'],
    [`name="${SETUP}" ${TOKENS}`, `error windows/wrong-pass: ${SETUP}, specialize | in windowsPE`],
    [
      `name="Microsoft-Windows-LUA-Settings" ${TOKENS}`,
      'warning windows/wrong-pass: Microsoft-Windows-LUA-Settings, specialize | in offlineServicing',
    ],
  ])('%s', (attributes, expected) => {
    expect(component(attributes)).toEqual([`3 ${expected}`]);
  });

  it('is known whatever the case of its name', () => {
    expect(component(`name="microsoft-windows-sqmapi" ${TOKENS}`)).toEqual([]);
  });

  it('comes once for each pass and architecture', () => {
    const one = `<component name="${SHELL}" ${TOKENS}/>`;
    const other = one.replace('amd64', 'arm64');
    expect(said(unattend('<settings pass="specialize">', one, other, one, '</settings>'))).toEqual([
      `5 warning windows/duplicate-component: specialize ${SHELL} amd64 | only once in the file`,
    ]);
  });
});
