import { z } from 'zod';
import { expecting } from './expected.js';
import { line, packageName, sha256, shell, slug } from './names.js';
import { isUrl } from './rules.js';

const script = z
  .string()
  .min(1)
  .max(65_536)
  .refine((text) => !text.includes('\u0000'), {
    error: expecting('un script sans octet nul', 'a script without a NUL byte'),
  });

export const software = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('apt').describe('Packages of the system’s repositories'),
      packages: z.array(packageName).min(1).max(500).describe('Package names'),
    }),
    z.strictObject({
      kind: z.literal('deb').describe('A package file kept by Établi'),
      name: packageName.describe('Package name, as dpkg tells it afterwards'),
      sha256: sha256.describe('Digest of the file among the payloads'),
    }),
    z.strictObject({
      kind: z.literal('script').describe('A script, run as root'),
      name: line.describe('What it does, for the log and the certificate'),
      script: script.describe('The script itself; exit status 0 means that it worked'),
      interpreter: shell.default('/bin/sh').describe('What runs it'),
    }),
    z.strictObject({
      kind: z.literal('catalogue').describe('A program of the software catalogue; on Windows only'),
      name: slug.describe('Its name there (etabli software list)'),
      version: line.optional().describe('Its version, quoted; the newest by default'),
    }),
  ],
  { error: expecting('kind: apt, deb, script ou catalogue', 'kind: apt, deb, script or catalogue') },
);

export const apt = z.strictObject({
  sources: z
    .array(
      z
        .string()
        .max(500)
        .regex(
          /^deb(?:-src)? (?:\[[A-Za-z0-9=,./_ -]+\] )?(?:https?|file|mirror\+https?):\S+ \S+(?: [A-Za-z0-9./_-]+)*$/,
          {
            error: expecting('une ligne deb de sources.list(5)', 'a deb line of sources.list(5)'),
          },
        ),
    )
    .max(50)
    .optional()
    .describe('Lines of sources.list that replace those of the master'),
  proxy: z
    .string()
    .max(500)
    .refine((text) => isUrl(text, ['http', 'https']), {
      error: expecting('une adresse http:// sans mot de passe', 'an http:// address without a password'),
    })
    .optional()
    .describe('Proxy for apt during the deployment'),
});
