/** What devices are managed as. Apple's systems differ in what a profile may say, so each stands for itself. */
export const MDM_PLATFORMS = ['macos', 'ios', 'android', 'windows', 'linux'] as const;
export type MdmPlatform = (typeof MDM_PLATFORMS)[number];
