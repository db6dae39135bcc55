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

/** processorArchitecture of a component, as Windows Setup writes it. */
export const WINDOWS_ARCHITECTURES = ['amd64', 'arm64', 'x86'] as const;
export type WindowsArchitecture = (typeof WINDOWS_ARCHITECTURES)[number];
