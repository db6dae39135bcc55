/** The type of a policy field. */
export type PolicyType = 'boolean' | 'string' | 'number' | 'object' | 'array';

const OF_TYPE: Record<PolicyType, string> = {
  boolean: `screenCaptureDisabled cameraDisabled addUserDisabled adjustVolumeDisabled factoryResetDisabled
    installAppsDisabled mountPhysicalMediaDisabled modifyAccountsDisabled safeBootDisabled uninstallAppsDisabled
    statusBarDisabled keyguardDisabled bluetoothContactSharingDisabled wifiConfigsLockdownEnabled
    bluetoothConfigDisabled cellBroadcastsConfigDisabled credentialsConfigDisabled mobileNetworksConfigDisabled
    tetheringConfigDisabled vpnConfigDisabled wifiConfigDisabled createWindowsDisabled networkResetDisabled
    outgoingBeamDisabled outgoingCallsDisabled removeUserDisabled shareLocationDisabled smsDisabled
    unmuteMicrophoneDisabled usbFileTransferDisabled ensureVerifyAppsEnabled setUserIconDisabled
    setWallpaperDisabled dataRoamingDisabled networkEscapeHatchEnabled bluetoothDisabled blockApplicationsEnabled
    installUnknownSourcesAllowed debuggingFeaturesAllowed funDisabled autoTimeRequired kioskCustomLauncherEnabled
    skipFirstUseHintsEnabled privateKeySelectionEnabled usbMassStorageEnabled`,
  string: `name version defaultPermissionPolicy locationMode appAutoUpdatePolicy encryptionPolicy playStoreMode
    autoDateAndTimeZone preferentialNetworkService cameraAccess microphoneAccess credentialProviderPolicyDefault
    printingPolicy assistContentPolicy maximumTimeToLock enterpriseDisplayNameVisibility appFunctions`,
  number: 'minimumApiLevel',
  object: `openNetworkConfiguration systemUpdate statusReportingSettings shortSupportMessage longSupportMessage
    passwordRequirements permittedInputMethods recommendedGlobalProxy alwaysOnVpnPackage deviceOwnerLockScreenInfo
    permittedAccessibilityServices kioskCustomization advancedSecurityOverrides personalUsagePolicies
    crossProfilePolicies usageLog deviceConnectivityManagement deviceRadioState displaySettings
    workAccountSetupConfig`,
  array: `applications keyguardDisabledFeatures persistentPreferredActivities accountTypesWithManagementDisabled
    stayOnPluggedModes choosePrivateKeyRules frpAdminEmails complianceRules androidDevicePolicyTracks
    permissionGrants setupActions passwordPolicies policyEnforcementRules oncCertificateProviders wipeDataFlags
    defaultApplicationSettings`,
};

/**
 * Top-level fields of enterprises.policies:
 * developers.google.com/android/management/reference/rest/v1/enterprises.policies.
 */
export const POLICY_FIELDS: ReadonlyMap<string, PolicyType> = new Map(
  Object.entries(OF_TYPE).flatMap(([type, names]) =>
    names.split(/\s+/).map((name): [string, PolicyType] => [name, type as PolicyType]),
  ),
);
