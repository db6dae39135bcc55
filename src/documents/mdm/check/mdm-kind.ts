/** What files of device management a check tells apart. */
export const MDM_KINDS = [
  'mobileconfig',
  'android-provisioning',
  'android-policy',
  'autopilot',
  'syncml',
  'customizations',
  'vpn-profile',
  'wlan-profile',
] as const;
export type MdmKind = (typeof MDM_KINDS)[number];
