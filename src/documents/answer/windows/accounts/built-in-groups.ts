/**
 * The groups whose English names Windows Setup translates, and their SIDs. Unattended Windows Setup Reference,
 * LocalAccount/Group; MS-DTYP §2.4.2.4.
 */
const BUILT_IN: Record<string, string> = {
  administrators: 'S-1-5-32-544',
  users: 'S-1-5-32-545',
  guests: 'S-1-5-32-546',
  powerusers: 'S-1-5-32-547',
  accountoperators: 'S-1-5-32-548',
  systemoperators: 'S-1-5-32-549',
  printoperators: 'S-1-5-32-550',
  backupoperators: 'S-1-5-32-551',
  replicator: 'S-1-5-32-552',
  remotedesktopusers: 'S-1-5-32-555',
  networkconfigurationoperators: 'S-1-5-32-556',
  perfmonitoringusers: 'S-1-5-32-558',
  perfloggingusers: 'S-1-5-32-559',
  dcomusers: 'S-1-5-32-562',
  iusers: 'S-1-5-32-568',
  cryptooperators: 'S-1-5-32-569',
};

/** The name or SID by which a script finds a group in any language of Windows: the SID for built-in groups. */
export function groupInAnyLanguage(name: string): string {
  return BUILT_IN[name.replaceAll(' ', '').toLowerCase()] ?? name;
}
