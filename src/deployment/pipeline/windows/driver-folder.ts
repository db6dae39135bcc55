/**
 * The folder of a driver package below `Windows\\Etabli\\Drivers`: its own, since two packages may have an INF of the
 * same name. What Windows reports of it is found by this name.
 * @param id of the catalogue
 */
export function driverFolder(inf: string, id: string): string {
  return `${inf.replace(/\.inf$/i, '').toLowerCase()}-${id.slice(0, 8)}`;
}
