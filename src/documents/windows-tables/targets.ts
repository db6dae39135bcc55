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

/** A client or a server, as `Control\ProductOptions` names them. Both have the same numbers of builds. */
export type WindowsProduct = 'WinNT' | 'ServerNT';

/**
 * The builds of images of each release, from the first to the last. An image often says the build of the release
 * that its own is an enablement package of: 19041 for Windows 10 22H2, 26100 for Windows 11 25H2.
 */
const IMAGES: Record<WindowsTarget, { product: WindowsProduct; first: number; last: number }> = {
  'windows-10': { product: 'WinNT', first: 10_240, last: 19_045 },
  'windows-11-23h2': { product: 'WinNT', first: 22_000, last: 22_631 },
  'windows-11-24h2': { product: 'WinNT', first: 26_100, last: 26_100 },
  'windows-11-25h2': { product: 'WinNT', first: 26_100, last: Infinity },
  'server-2019': { product: 'ServerNT', first: 17_763, last: 17_763 },
  'server-2022': { product: 'ServerNT', first: 20_348, last: 20_348 },
  'server-2025': { product: 'ServerNT', first: 26_100, last: Infinity },
};

/** The releases that an image with this build, `26100.1742`, can be; none when the build is not read. */
export function targetsOfImage(build: string, product: WindowsProduct): WindowsTarget[] {
  const found = /^\d{4,6}(?=\.|$)/.exec(build)?.[0];
  if (found === undefined) return [];
  return WINDOWS_TARGETS.filter((target) => {
    const { product: own, first, last } = IMAGES[target];
    return own === product && Number(found) >= first && Number(found) <= last;
  });
}
