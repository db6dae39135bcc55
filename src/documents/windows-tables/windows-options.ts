import { accessibilityOptions } from './accessibility.js';
import { COMFORT_OPTIONS } from './comfort/index.js';
import { FIREWALL_OPTIONS } from './firewall.js';
import { SECURITY_OPTIONS } from './security/index.js';

/** Every option of Windows that is a row, where it is in the Windows section of a profile. */
export const WINDOWS_OPTIONS = {
  network: { firewall: FIREWALL_OPTIONS },
  security: SECURITY_OPTIONS,
  comfort: COMFORT_OPTIONS,
  accessibility: {
    logonScreen: accessibilityOptions('logonScreen'),
    everyUser: accessibilityOptions('defaultUser'),
  },
};
