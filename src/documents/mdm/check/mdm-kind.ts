/** The kinds of device management files that can be checked. */
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
