import type { AppleSystems } from '../../tables/apple-payloads.js';
import type { AppleTarget } from './apple-file.js';

/** Why a device does not support something, as a message; undefined if it does, or if it is not known. */
export function unsupported(
  systems: AppleSystems,
  { name, version }: AppleTarget,
): { fr: string; en: string } | undefined {
  const since = systems[name];
  if (since === null) return { fr: `un réglage de ${name}`, en: `a setting of ${name}` };
  const until = systems[`${name}Until`];
  if (version === undefined) return undefined;
  if (since !== undefined && compareVersions(version, since) < 0) {
    return { fr: `${name} ${since} ou plus récent`, en: `${name} ${since} or later` };
  }
  if (until !== undefined && compareVersions(version, until) >= 0) {
    return { fr: `${name} antérieur à ${until}`, en: `${name} before ${until}` };
  }
  return undefined;
}

/** `10.15` after `10.9`, `15` before `15.1`. */
function compareVersions(a: string, b: string): number {
  const [as, bs] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let part = 0; part < Math.max(as.length, bs.length); part += 1) {
    const difference = (as[part] ?? 0) - (bs[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
