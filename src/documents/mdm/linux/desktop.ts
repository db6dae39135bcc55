import type { ProfileDocument, ProfileMdm } from '../../profile/index.js';

/** Settings of GNOME: path, key, value in GVariant text. dconf(7). */
export type DesktopSettings = Record<string, Record<string, string>>;

type Sections = Pick<ProfileDocument, 'restrictions' | 'passcode'>;

/** The desktop settings of the profile; `mdm.linux.dconf` overrides the others. */
export function desktopSettings(
  { restrictions = {}, passcode }: Sections,
  { dconf = {} }: ProfileMdm['linux'],
): DesktopSettings {
  const { camera, microphone, location, printing, accountChanges, diagnostics, removableStorage } =
    restrictions;
  const said: Record<string, Record<string, string | undefined>> = {
    'org/gnome/desktop/privacy': {
      'disable-camera': negated(camera),
      'disable-microphone': negated(microphone),
      'report-technical-problems': truth(diagnostics),
      'send-software-usage-stats': truth(diagnostics),
    },
    'org/gnome/system/location': { enabled: truth(location) },
    'org/gnome/desktop/lockdown': { 'disable-printing': negated(printing) },
    'org/gnome/online-accounts': {
      'whitelisted-providers':
        accountChanges === undefined ? undefined : accountChanges ? "['all']" : '@as []',
    },
    'org/gnome/desktop/media-handling': {
      automount: removableStorage === 'deny' ? 'false' : undefined,
    },
    'org/gnome/login-screen': { 'enable-fingerprint-authentication': truth(restrictions.biometricUnlock) },
    'org/gnome/desktop/session': {
      'idle-delay': minutes(passcode?.lockAfterMinutes),
    },
    'org/gnome/desktop/screensaver': {
      'lock-enabled': passcode?.lockAfterMinutes === undefined ? undefined : 'true',
      'lock-delay': minutes(passcode?.gracePeriodMinutes),
    },
  };
  return merged(said, dconf);
}

/** A keyfile of dconf, and the file that locks each of its keys. */
export function dconfFiles(settings: DesktopSettings): { values: string; locks: string } {
  const values = Object.entries(settings).map(([path, keys]) =>
    [`[${path}]`, ...Object.entries(keys).map(([key, value]) => `${key}=${value}`), ''].join('\n'),
  );
  const locks = Object.entries(settings).flatMap(([path, keys]) =>
    Object.keys(keys).map((key) => `/${path}/${key}\n`),
  );
  return { values: values.join('\n'), locks: locks.join('') };
}

const minutes = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : `uint32 ${count * 60}`;
const truth = (value: boolean | undefined): string | undefined => value?.toString();
const negated = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(!value);

function merged(
  said: Record<string, Record<string, string | undefined>>,
  further: DesktopSettings,
): DesktopSettings {
  const paths = [...new Set([...Object.keys(said), ...Object.keys(further)])];
  return Object.fromEntries(
    paths.flatMap((path) => {
      const all = Object.entries({ ...said[path], ...further[path] });
      const keys = all.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
      return keys.length === 0 ? [] : [[path, Object.fromEntries(keys)] as const];
    }),
  );
}
