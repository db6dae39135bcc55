import { ROOT_PEM } from '../../../../test/support/connections.js';
import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { syncmlOf } from '../../../../test/support/syncml.js';

const POLICY = './Device/Vendor/MSFT/Policy/Config';

describe('restrictions', () => {
  it.each<[object, string[]]>([
    [{ camera: true }, [`Replace int ${POLICY}/Camera/AllowCamera = 1`]],
    [{ microphone: false }, [`Replace int ${POLICY}/Privacy/LetAppsAccessMicrophone = 2`]],
    [{ microphone: true }, [`Replace int ${POLICY}/Privacy/LetAppsAccessMicrophone = 0`]],
    [{ location: false }, [`Replace int ${POLICY}/System/AllowLocation = 0`]],
    [{ location: true }, [`Replace int ${POLICY}/System/AllowLocation = 1`]],
    [{ bluetooth: false }, [`Replace int ${POLICY}/Connectivity/AllowBluetooth = 0`]],
    [{ bluetooth: true }, [`Replace int ${POLICY}/Connectivity/AllowBluetooth = 2`]],
    [
      { removableStorage: 'read-only' },
      [
        `Replace int ${POLICY}/Storage/RemovableDiskDenyWriteAccess = 1`,
        `Replace chr ${POLICY}/ADMX_RemovableStorage/RemovableStorageClasses_DenyAll_Access_2 = <disabled/>`,
      ],
    ],
    [
      { removableStorage: 'deny' },
      [
        `Replace int ${POLICY}/Storage/RemovableDiskDenyWriteAccess = 0`,
        `Replace chr ${POLICY}/ADMX_RemovableStorage/RemovableStorageClasses_DenyAll_Access_2 = <enabled/>`,
      ],
    ],
    [
      { removableStorage: 'allow' },
      [
        `Replace int ${POLICY}/Storage/RemovableDiskDenyWriteAccess = 0`,
        `Replace chr ${POLICY}/ADMX_RemovableStorage/RemovableStorageClasses_DenyAll_Access_2 = <disabled/>`,
      ],
    ],
    [{ nearbySharing: false }, [`Replace int ${POLICY}/Connectivity/AllowConnectedDevices = 0`]],
    [
      { appInstallation: false },
      [`Replace int ${POLICY}/ApplicationManagement/BlockNonAdminUserInstall = 1`],
    ],
    [
      { unknownSources: false },
      [
        `Replace int ${POLICY}/ApplicationManagement/AllowAllTrustedApps = 0`,
        `Replace int ${POLICY}/SmartScreen/EnableAppInstallControl = 1`,
      ],
    ],
    [{ cloudBackup: false }, [`Replace int ${POLICY}/Experience/AllowSyncMySettings = 0`]],
    [{ cloudDocuments: false }, [`Replace int ${POLICY}/System/DisableOneDriveFileSync = 1`]],
    [
      { voiceAssistant: false },
      [
        `Replace int ${POLICY}/Experience/AllowCortana = 0`,
        'Replace int ./User/Vendor/MSFT/Policy/Config/WindowsAI/TurnOffWindowsCopilot = 1',
      ],
    ],
    [
      { biometricUnlock: false },
      ['Replace bool ./Device/Vendor/MSFT/PassportForWork/Biometrics/UseBiometrics = false'],
    ],
    [
      { accountChanges: false },
      [
        `Replace int ${POLICY}/Accounts/AllowMicrosoftAccountConnection = 0`,
        `Replace int ${POLICY}/Accounts/AllowAddingNonMicrosoftAccountsManually = 0`,
      ],
    ],
    [
      { guestAccount: false },
      [`Replace int ${POLICY}/LocalPoliciesSecurityOptions/Accounts_EnableGuestAccountStatus = 0`],
    ],
    [{ factoryReset: false }, [`Replace chr ${POLICY}/Settings/PageVisibilityList = hide:recovery`]],
    [{ developerMode: false }, [`Replace int ${POLICY}/ApplicationManagement/AllowDeveloperUnlock = 0`]],
    [{ diagnostics: false }, [`Replace int ${POLICY}/System/AllowTelemetry = 0`]],
    [{ diagnostics: true }, [`Replace int ${POLICY}/System/AllowTelemetry = 3`]],
    [{ gaming: false }, [`Replace int ${POLICY}/ApplicationManagement/AllowGameDVR = 0`]],
  ])('%j', async (restrictions, expected) => {
    expect(await syncmlOf('policy', { restrictions })).toEqual(expected);
  });
});

describe('the code that unlocks', () => {
  const LOCK = `${POLICY}/DeviceLock`;

  it('is asked for by one Atomic of Replace commands', async () => {
    const passcode = {
      minimumLength: 8,
      quality: 'alphanumeric',
      maximumAgeDays: 90,
      history: 5,
      lockAfterMinutes: 10,
      maximumFailedAttempts: 10,
    };
    expect(await syncmlOf('device-lock', { passcode })).toEqual([
      'Atomic',
      `Replace int ${LOCK}/DevicePasswordEnabled = 0`,
      `Replace int ${LOCK}/AllowSimpleDevicePassword = 0`,
      `Replace int ${LOCK}/AlphanumericDevicePasswordRequired = 0`,
      `Replace int ${LOCK}/MinDevicePasswordComplexCharacters = 2`,
      `Replace int ${LOCK}/MinDevicePasswordLength = 8`,
      `Replace int ${LOCK}/DevicePasswordExpiration = 90`,
      `Replace int ${LOCK}/DevicePasswordHistory = 6`,
      `Replace int ${LOCK}/MaxInactivityTimeDeviceLock = 10`,
      `Replace int ${LOCK}/MaxDevicePasswordFailedAttempts = 10`,
    ]);
  });

  it.each([
    ['any', 1, 2, 1],
    ['numeric', 0, 1, 1],
    ['complex', 0, 0, 3],
  ])('of quality %s', async (quality, simple, kind, characters) => {
    expect(await syncmlOf('device-lock', { passcode: { quality } })).toEqual([
      'Atomic',
      `Replace int ${LOCK}/DevicePasswordEnabled = 0`,
      `Replace int ${LOCK}/AllowSimpleDevicePassword = ${simple}`,
      `Replace int ${LOCK}/AlphanumericDevicePasswordRequired = ${kind}`,
      `Replace int ${LOCK}/MinDevicePasswordComplexCharacters = ${characters}`,
    ]);
  });

  it('is alone in saying that none is needed', async () => {
    const passcode = { required: false, minimumLength: 6 };
    const { options } = await mdmFiles('windows', { passcode });
    expect(options).toEqual(['passcode.minimumLength']);
    expect(await syncmlOf('device-lock', { passcode })).toEqual([
      'Atomic',
      `Replace int ${LOCK}/DevicePasswordEnabled = 1`,
    ]);
  });

  it('says what it cannot insist on', async () => {
    const passcode = { quality: 'complex', history: 50, gracePeriodMinutes: 5 };
    expect((await mdmFiles('windows', { passcode })).options).toEqual([
      'passcode.gracePeriodMinutes',
      'passcode.quality',
      'passcode.history',
    ]);
  });
});

describe('updates', () => {
  it.each<[object, string[]]>([
    [{ automatic: 'install' }, [`Replace int ${POLICY}/Update/AllowAutoUpdate = 2`]],
    [{ automatic: 'off' }, [`Replace int ${POLICY}/Update/AllowAutoUpdate = 5`]],
    [{ deferFeatureDays: 30 }, [`Replace int ${POLICY}/Update/DeferFeatureUpdatesPeriodInDays = 30`]],
    [{ deferQualityDays: 7 }, [`Replace int ${POLICY}/Update/DeferQualityUpdatesPeriodInDays = 7`]],
    [
      { deadlineDays: 3 },
      [
        `Replace int ${POLICY}/Update/ConfigureDeadlineForFeatureUpdates = 3`,
        `Replace int ${POLICY}/Update/ConfigureDeadlineForQualityUpdates = 3`,
      ],
    ],
    [
      { activeHours: { start: 22, end: 6 } },
      [
        `Replace int ${POLICY}/Update/ActiveHoursStart = 22`,
        `Replace int ${POLICY}/Update/ActiveHoursEnd = 6`,
      ],
    ],
    [{ previews: false }, [`Replace int ${POLICY}/Update/ManagePreviewBuilds = 0`]],
    [{ previews: true }, [`Replace int ${POLICY}/Update/ManagePreviewBuilds = 3`]],
    [{ apps: true }, [`Replace int ${POLICY}/ApplicationManagement/AllowAppStoreAutoUpdate = 1`]],
  ])('%j', async (updates, expected) => {
    expect(await syncmlOf('update', { updates })).toEqual(expected);
  });

  it('that Windows has no word for are listed', async () => {
    const updates = { automatic: 'download', activeHours: { start: 4, end: 23 } };
    const { names, options } = await mdmFiles('windows', { updates });
    expect(names).toEqual([]);
    expect(options).toEqual(['updates.automatic', 'updates.activeHours']);
  });
});

describe('BitLocker', () => {
  const BITLOCKER = './Device/Vendor/MSFT/BitLocker';

  it.each<[object, string[]]>([
    [{ required: true }, []],
    [
      { required: true, method: 'aes-128' },
      [
        `Replace chr ${BITLOCKER}/EncryptionMethodByDriveType = <enabled/><data id="EncryptionMethodWithXtsOsDropDown_Name" value="6"/><data id="EncryptionMethodWithXtsFdvDropDown_Name" value="6"/><data id="EncryptionMethodWithXtsRdvDropDown_Name" value="3"/>`,
      ],
    ],
    [
      { required: true, startupPin: true },
      [
        `Replace chr ${BITLOCKER}/SystemDrivesRequireStartupAuthentication = <enabled/><data id="ConfigureNonTPMStartupKeyUsage_Name" value="false"/><data id="ConfigureTPMStartupKeyUsageDropDown_Name" value="0"/><data id="ConfigurePINUsageDropDown_Name" value="1"/><data id="ConfigureTPMPINKeyUsageDropDown_Name" value="0"/><data id="ConfigureTPMUsageDropDown_Name" value="0"/>`,
      ],
    ],
    [
      { required: true, removableDrives: true },
      [
        `Replace chr ${BITLOCKER}/RemovableDrivesRequireEncryption = <enabled/><data id="RDVCrossOrg" value="false"/>`,
      ],
    ],
    [
      { required: true, escrow: { location: 'le service "DSI" & <Cie>' } },
      [
        `Replace chr ${BITLOCKER}/SystemDrivesRecoveryOptions = <enabled/><data id="OSAllowDRA_Name" value="true"/><data id="OSRecoveryPasswordUsageDropDown_Name" value="1"/><data id="OSRecoveryKeyUsageDropDown_Name" value="2"/><data id="OSHideRecoveryPage_Name" value="true"/><data id="OSActiveDirectoryBackup_Name" value="true"/><data id="OSActiveDirectoryBackupDropDown_Name" value="1"/><data id="OSRequireActiveDirectoryBackup_Name" value="true"/>`,
        `Replace chr ${BITLOCKER}/SystemDrivesRecoveryMessage = <enabled/><data id="PrebootRecoveryInfoDropDown_Name" value="2"/><data id="RecoveryMessage_Input" value="le service &quot;DSI&quot; &amp; &lt;Cie&gt;"/><data id="RecoveryUrl_Input" value=""/>`,
      ],
    ],
  ])('%j', async (encryption, expected) => {
    expect(await syncmlOf('bitlocker', { encryption })).toEqual([
      `Replace int ${BITLOCKER}/RequireDeviceEncryption = 1`,
      ...expected,
    ]);
  });

  it('takes no certificate of recovery', async () => {
    const encryption = { required: true, escrow: { location: 'DSI', certificate: ROOT_PEM } };
    expect((await mdmFiles('windows', { encryption })).options).toEqual(['encryption.escrow.certificate']);
  });
});
