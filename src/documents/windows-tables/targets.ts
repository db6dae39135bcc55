/** The releases of Windows that answer files are written and checked for. */
export const WINDOWS_TARGETS = [
  'windows-10',
  'windows-11-23h2',
  'windows-11-24h2',
  'windows-11-25h2',
  'server-2019',
  'server-2022',
  'server-2025',
] as const;
export type WindowsTarget = (typeof WINDOWS_TARGETS)[number];

/** processorArchitecture of a component, with the values of Windows Setup. */
export const WINDOWS_ARCHITECTURES = ['amd64', 'arm64', 'x86'] as const;
export type WindowsArchitecture = (typeof WINDOWS_ARCHITECTURES)[number];

/** The build of each release. Clients and servers are compared by it. */
const BUILDS: Record<WindowsTarget, number> = {
  'windows-10': 19_045,
  'windows-11-23h2': 22_631,
  'windows-11-24h2': 26_100,
  'windows-11-25h2': 26_200,
  'server-2019': 17_763,
  'server-2022': 20_348,
  'server-2025': 26_100,
};

/** The first and the last release that have an option, both included. */
export interface Releases {
  from?: WindowsTarget;
  until?: WindowsTarget;
}

/** Reports whether a release is in the range. */
export function isReleaseWithin(target: WindowsTarget, { from, until }: Releases): boolean {
  const build = BUILDS[target];
  return (from === undefined || build >= BUILDS[from]) && (until === undefined || build <= BUILDS[until]);
}
