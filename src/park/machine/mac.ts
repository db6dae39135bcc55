/**
 * MAC addresses that do not identify a PC: virtual and dial-up adapters with the same address on many PCs
 * (default blacklists of GLPI and OCS Inventory), and defaults of NICs with an unprogrammed EEPROM.
 */
const SHARED_MACS = new Set([
  '20:41:53:59:4e:ff', // RAS asynchronous adapter
  '33:50:6f:45:30:30', // WAN miniport (PPPoE)
  '50:50:54:50:30:30', // WAN miniport (PPTP)
  '24:b6:20:52:41:53', // RAS
  '02:00:4e:43:50:49', // NCP secure client
  '0a:00:27:00:00:00', // VirtualBox host-only
  '02:80:37:ec:02:00', // Dell wireless 5530 broadband
  '00:a0:c6:00:00:00', // Qualcomm Gobi 2000
  '00:0b:ca:fe:00:00',
  '00:01:02:03:04:05', // unprogrammed EEPROM
  '00:11:22:33:44:55',
  '12:34:56:78:9a:bc',
  '00:e0:4c:68:00:01', // Realtek RTL8153 reference design, default address
  '00:e0:4c:00:00:01',
  '00:13:3b:00:00:01',
  'fe:ff:ff:ff:ff:ff',
  '44:45:53:54:00:00', // Windows dial-up adapter
  '44:45:53:54:00:01',
  '44:45:53:54:61:6f',
]);

/** Addresses of VMware's host networks, the same on every PC: 00:50:56:c0:00:01 and its neighbours. */
const SHARED_PREFIX = '00:50:56:c0:';

/**
 * A MAC address as lower-case pairs with colons, from the usual notations: `00-1A-2B-3C-4D-5E`,
 * `001a.2b3c.4d5e`, `001A2B3C4D5E`, or undefined for other texts. IEEE 802-2014 §8.1.
 */
export function normaliseMac(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const spelling =
    /^[0-9a-f]{12}$|^[0-9a-f]{2}([:\-. ])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$|^[0-9a-f]{4}([.\-:])[0-9a-f]{4}\2[0-9a-f]{4}$/;
  if (!spelling.test(trimmed)) return undefined;
  return (trimmed.replace(/[^0-9a-f]/g, '').match(/../g) ?? []).join(':');
}

/** Whether a normalised MAC cannot identify a PC: zero, broadcast, multicast, or known to be shared. */
export function isSharedMac(mac: string): boolean {
  if (/^(..)(?::\1){5}$/.test(mac)) return true;
  if ((parseInt(mac.slice(0, 2), 16) & 1) === 1) return true;
  return SHARED_MACS.has(mac) || mac.startsWith(SHARED_PREFIX);
}
