export { type ConnectionContext, contextOf } from './context.js';
export type { ConnectionFile } from './keyfile/certificate-files.js';
export { keyfile, stableUuid } from './keyfile/keyfile.js';
export { pluginFile, vpnKeyfile } from './keyfile/vpn-keyfile.js';
export { type KeyfileConnection, wifiKeyfile } from './keyfile/wifi-keyfile.js';
export { unsupportedByNetworkManager, unsupportedByWindows } from './unsupported.js';
export { addVpnCommands } from './windows/vpn-commands.js';
export { vpnProfileXml } from './windows/vpn-profile.js';
export { profileName, wlanProfileXml } from './windows/wlan-profile.js';
