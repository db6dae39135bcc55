import { InputError } from '../../../../platform/core/index.js';
import {
  type AskedAnswer,
  windowsAnswer,
  windowsProfile,
} from '../../../../../test/support/windows-answer.js';

const SETUP = 'Microsoft-Windows-Setup';
const SHELL = 'Microsoft-Windows-Shell-Setup';

function answerOf(setup: object, asked: AskedAnswer = {}) {
  return windowsAnswer({ setup }, asked);
}

const WHOLE = `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <settings pass="windowsPE">
    <component name="Microsoft-Windows-International-Core-WinPE" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <SetupUILanguage>
        <UILanguage>fr-FR</UILanguage>
      </SetupUILanguage>
      <InputLocale>040c:0000040c</InputLocale>
      <SystemLocale>fr-FR</SystemLocale>
      <UILanguage>fr-FR</UILanguage>
      <UserLocale>fr-FR</UserLocale>
    </component>
    <component name="Microsoft-Windows-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <DynamicUpdate>
        <Enable>false</Enable>
      </DynamicUpdate>
      <ImageInstall>
        <OSImage>
          <Compact>true</Compact>
          <InstallFrom>
            <MetaData wcm:action="add">
              <Key>/IMAGE/NAME</Key>
              <Value>Windows 11 Pro</Value>
            </MetaData>
          </InstallFrom>
        </OSImage>
      </ImageInstall>
      <UseConfigurationSet>true</UseConfigurationSet>
      <UserData>
        <AcceptEula>true</AcceptEula>
        <FullName>Salle B&amp;C</FullName>
        <Organization>École</Organization>
        <ProductKey>
          <Key>VK7JG-NPHTM-C97JM-9MPGT-3V66T</Key>
          <WillShowUI>OnError</WillShowUI>
        </ProductKey>
      </UserData>
      <RunSynchronous>
        <RunSynchronousCommand wcm:action="add">
          <Order>1</Order>
          <Path>reg.exe add "HKLM\\SYSTEM\\Setup\\LabConfig" /v BypassTPMCheck /t REG_DWORD /d 1 /f</Path>
        </RunSynchronousCommand>
        <RunSynchronousCommand wcm:action="add">
          <Order>2</Order>
          <Path>reg.exe add "HKLM\\SYSTEM\\Setup\\LabConfig" /v BypassSecureBootCheck /t REG_DWORD /d 1 /f</Path>
        </RunSynchronousCommand>
      </RunSynchronous>
    </component>
  </settings>
  <settings pass="specialize">
    <component name="Microsoft-Windows-Deployment" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <RunSynchronous>
        <RunSynchronousCommand wcm:action="add">
          <Order>1</Order>
          <Path>reg.exe add "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE" /v BypassNRO /t REG_DWORD /d 1 /f</Path>
        </RunSynchronousCommand>
      </RunSynchronous>
    </component>
    <component name="Microsoft-Windows-International-Core" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <InputLocale>040c:0000040c</InputLocale>
      <SystemLocale>fr-FR</SystemLocale>
      <UILanguage>fr-FR</UILanguage>
      <UserLocale>fr-FR</UserLocale>
    </component>
    <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <TimeZone>Romance Standard Time</TimeZone>
      <RegisteredOwner>Salle B&amp;C</RegisteredOwner>
      <RegisteredOrganization>École</RegisteredOrganization>
    </component>
  </settings>
  <settings pass="oobeSystem">
    <component name="Microsoft-Windows-International-Core" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <InputLocale>040c:0000040c</InputLocale>
      <SystemLocale>fr-FR</SystemLocale>
      <UILanguage>fr-FR</UILanguage>
      <UserLocale>fr-FR</UserLocale>
    </component>
    <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <OOBE>
        <HideEULAPage>true</HideEULAPage>
        <HideWirelessSetupInOOBE>true</HideWirelessSetupInOOBE>
        <ProtectYourPC>3</ProtectYourPC>
      </OOBE>
    </component>
  </settings>
</unattend>
`;

describe('what Windows Setup asks', () => {
  it('is written whole', () => {
    const { text } = answerOf({
      edition: { generic: 'pro' },
      image: { name: 'Windows 11 Pro' },
      acceptEula: true,
      owner: 'Salle B&C',
      organization: 'École',
      compact: true,
      dynamicUpdate: false,
      configurationSet: true,
      bypass: { tpm: true, secureBoot: true, memory: false, network: true },
      oobe: { hideEula: true, hideWireless: true, protection: 'off' },
    });
    expect(text).toBe(WHOLE);
  });

  it.each([
    ['interactive', '00000-00000-00000-00000-00000', 'Always'],
    ['firmware', '00000-00000-00000-00000-00000', 'OnError'],
    [{ generic: 'enterprise' }, 'XGVPP-NMH47-7TTHJ-W3FW7-8HV2C', 'OnError'],
    [{ key: 'aaaaa-bbbbb-ccccc-ddddd-eeeee' }, 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', 'OnError'],
    [{ key: { vault: 'keys/pro' } }, '{vault:keys/pro}', 'OnError'],
  ])('puts `edition` %j into the key of windowsPE', (edition, key, willShowUi) => {
    const answer = answerOf({ edition });
    expect(answer.value('windowsPE', SETUP, 'UserData/ProductKey/Key')).toBe(key);
    expect(answer.value('windowsPE', SETUP, 'UserData/ProductKey/WillShowUI')).toBe(willShowUi);
    expect(answer.value('specialize', SHELL, 'ProductKey')).toBeUndefined();
  });

  it.each([
    ['interactive', undefined],
    ['firmware', undefined],
    [{ generic: 'enterprise' }, 'XGVPP-NMH47-7TTHJ-W3FW7-8HV2C'],
    [{ key: { vault: 'keys/pro' } }, 'the key'],
  ])('puts `edition` %j of a master into the key of specialize', (edition, key) => {
    const answer = answerOf({ edition }, { kind: 'unattend', secrets: { 'keys/pro': 'the key' } });
    expect(answer.value('specialize', SHELL, 'ProductKey')).toBe(key);
  });

  it.each([
    [{ index: 6 }, '/IMAGE/INDEX', '6'],
    [{ name: 'Windows Server 2025 SERVERSTANDARD' }, '/IMAGE/NAME', 'Windows Server 2025 SERVERSTANDARD'],
    [{ description: 'Poste <type>' }, '/IMAGE/DESCRIPTION', 'Poste <type>'],
  ])('puts `image` %j into MetaData', (image, key, value) => {
    const answer = answerOf({ image });
    const meta = 'ImageInstall/OSImage/InstallFrom/MetaData';
    expect(answer.value('windowsPE', SETUP, `${meta}/Key`)).toBe(key);
    expect(answer.value('windowsPE', SETUP, `${meta}/Value`)).toBe(value);
    expect(answer.text).toContain('<MetaData wcm:action="add">');
  });

  it('leaves the image to Windows Setup when nothing says it', () => {
    expect(answerOf({ acceptEula: true }).value('windowsPE', SETUP, 'ImageInstall')).toBeUndefined();
  });

  it.each([
    ['acceptEula', true, 'UserData/AcceptEula', 'true'],
    ['owner', 'Salle B', 'UserData/FullName', 'Salle B'],
    ['organization', 'École', 'UserData/Organization', 'École'],
    ['compact', false, 'ImageInstall/OSImage/Compact', 'false'],
    ['dynamicUpdate', true, 'DynamicUpdate/Enable', 'true'],
    ['configurationSet', true, 'UseConfigurationSet', 'true'],
  ])('puts `%s` %j into windowsPE %s', (name, value, path, written) => {
    expect(answerOf({ [name]: value }).value('windowsPE', SETUP, path)).toBe(written);
  });

  it.each([
    ['owner', 'RegisteredOwner'],
    ['organization', 'RegisteredOrganization'],
  ])('puts `%s` into specialize %s', (name, path) => {
    expect(answerOf({ [name]: 'École' }).value('specialize', SHELL, path)).toBe('École');
  });

  it.each([
    ['tpm', 'BypassTPMCheck'],
    ['secureBoot', 'BypassSecureBootCheck'],
    ['memory', 'BypassRAMCheck'],
    ['processor', 'BypassCPUCheck'],
    ['storage', 'BypassStorageCheck'],
  ])('puts `bypass.%s` into a command of windowsPE', (name, value) => {
    expect(
      answerOf({ bypass: { [name]: true } }).values(
        'windowsPE',
        SETUP,
        'RunSynchronous/RunSynchronousCommand/Path',
      ),
    ).toEqual([`reg.exe add "HKLM\\SYSTEM\\Setup\\LabConfig" /v ${value} /t REG_DWORD /d 1 /f`]);
    expect(answerOf({ bypass: { [name]: false } }).text).not.toContain('LabConfig');
  });

  it('puts `bypass.network` into a command of specialize, of a master too', () => {
    const command =
      'reg.exe add "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE" /v BypassNRO /t REG_DWORD /d 1 /f';
    for (const kind of ['unattend', 'autounattend'] as const) {
      const answer = answerOf({ bypass: { network: true } }, { kind });
      expect(
        answer.values(
          'specialize',
          'Microsoft-Windows-Deployment',
          'RunSynchronous/RunSynchronousCommand/Path',
        ),
      ).toContain(command);
    }
  });

  it.each([
    ['hideEula', true, 'HideEULAPage', 'true'],
    ['hideOemRegistration', true, 'HideOEMRegistrationScreen', 'true'],
    ['hideOnlineAccounts', true, 'HideOnlineAccountScreens', 'true'],
    ['hideLocalAccount', true, 'HideLocalAccountScreen', 'true'],
    ['hideWireless', false, 'HideWirelessSetupInOOBE', 'false'],
    ['protection', 'recommended', 'ProtectYourPC', '1'],
    ['protection', 'updates-only', 'ProtectYourPC', '2'],
    ['protection', 'off', 'ProtectYourPC', '3'],
  ])('puts `oobe.%s` %j into oobeSystem OOBE/%s', (name, value, path, written) => {
    expect(answerOf({ oobe: { [name]: value } }).value('oobeSystem', SHELL, `OOBE/${path}`)).toBe(written);
  });
});

describe('what Windows Setup could not take', () => {
  it.each([
    [{ edition: { key: 'ABCDE' } }, 'windows.setup.edition.key'],
    [{ edition: { generic: 'ultimate' } }, 'windows.setup.edition.generic'],
    [{ edition: 'pro' }, 'windows.setup.edition'],
    [{ image: { index: 0 } }, 'windows.setup.image.index'],
    [{ image: { index: 1, name: 'Windows 11 Pro' } }, 'windows.setup.image'],
    [{ image: { name: 'a\nb' } }, 'windows.setup.image.name'],
  ])('is refused by its name: %j', (setup, field) => {
    try {
      windowsProfile({ setup });
    } catch (error) {
      expect((error as InputError).findings.map((finding) => finding.field)).toEqual([field]);
      return;
    }
    throw new Error('was taken');
  });

  it('is refused by its name: the public key of a client for a server', () => {
    const work = () => windowsAnswer({ target: 'server-2025', setup: { edition: { generic: 'pro' } } });
    expect(work).toThrow('the public key of pro does not install server-2025');
    expect(work).toThrow(
      expect.objectContaining({
        findings: [expect.objectContaining({ field: 'windows.setup.edition.generic' })],
      }),
    );
  });
});
