/** The platforms of managed devices. Apple's systems allow different options, so each is one of its own. */
export const MDM_PLATFORMS = ['macos', 'ios', 'android', 'windows', 'linux'] as const;
export type MdmPlatform = (typeof MDM_PLATFORMS)[number];
