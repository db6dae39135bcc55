import { z } from 'zod';
import { expecting } from '../../platform/core/index.js';
import { line, packageId, productCode, programVersion, script, sha256 } from './program-fields.js';

const version = {
  version: programVersion.optional().describe('Version that must be there; that of the program by default'),
  compare: z
    .enum(['atLeast', 'exact', 'any'])
    .default('atLeast')
    .describe('atLeast: this version or a later one; any: it only has to be there'),
};

/** How a PC shows that a program is installed: what is measured, and the version that it must have. */
export const detection = z.discriminatedUnion(
  'by',
  [
    z.strictObject({
      by: z.literal('product').describe('A product of Windows Installer'),
      code: productCode.describe('Product code'),
      ...version,
    }),
    z.strictObject({
      by: z.literal('uninstall').describe('An entry of the list of installed programs'),
      name: line().describe('DisplayName, with * and ?: `7-Zip*`'),
      ...version,
    }),
    z.strictObject({
      by: z.literal('file'),
      path: line(400).describe('Path, with variables: `%ProgramFiles%\\7-Zip\\7z.exe`'),
      sha256: sha256.optional().describe('Digest that the file must have'),
      ...version,
      compare: version.compare.default('any').describe('any by default; otherwise the version of the file'),
    }),
    z.strictObject({
      by: z.literal('command').describe('A command line'),
      line: line(1_000).describe('Run by cmd.exe, as SYSTEM'),
      exitCode: z.number().int().default(0).describe('Exit code that says that the program is there'),
    }),
    z.strictObject({
      by: z.literal('script').describe('A PowerShell script'),
      script: script.describe('Exit code 0: it is there; its first line of output is the version'),
      ...version,
      compare: version.compare.default('any'),
    }),
    z.strictObject({
      by: z.literal('appx').describe('A package that Windows gives to every account'),
      name: packageId.describe('Its name: Microsoft.WindowsTerminal'),
      ...version,
    }),
    z.strictObject({ by: z.literal('winget'), id: packageId, ...version }),
    z.strictObject({ by: z.literal('chocolatey'), id: packageId, ...version }),
    z.strictObject({ by: z.literal('wapt'), id: packageId, ...version }),
  ],
  {
    error: expecting(
      'by: product, uninstall, file, command, script, appx, winget, chocolatey ou wapt',
      'by: product, uninstall, file, command, script, appx, winget, chocolatey or wapt',
    ),
  },
);
export type Detection = z.output<typeof detection>;
