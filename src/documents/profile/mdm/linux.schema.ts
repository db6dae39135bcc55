import { z } from 'zod';
import { expecting } from '../expected.js';

const dconfPath = z.string().regex(/^[a-z0-9-]+(?:\/[A-Za-z0-9-]+)*$/, {
  error: expecting('un chemin comme org/gnome/desktop/privacy', 'a path such as org/gnome/desktop/privacy'),
});
const dconfKey = z.string().regex(/^[a-z][a-z0-9-]*$/, {
  error: expecting('une clé comme idle-delay', 'a key such as idle-delay'),
});
const gvariant = z.string().regex(/^[^\u0000-\u001f\u007f]{1,10000}$/u, {
  error: expecting(
    'une valeur GVariant d’une ligne : uint32 300',
    'a GVariant value of one line: uint32 300',
  ),
});

const policyName = z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, {
  error: expecting('un nom de règle comme DisableTelemetry', 'the name of a policy such as DisableTelemetry'),
});

/** Options for Linux PCs only. */
export const linux = z.strictObject({
  firefox: z
    .record(policyName, z.json())
    .optional()
    .describe(
      'Further policies of Firefox, by their own names; they win over what the profile says elsewhere',
    ),
  chromium: z.record(policyName, z.json()).optional().describe('Further policies of Chromium and Chrome'),
  dconf: z
    .record(dconfPath, z.record(dconfKey, gvariant))
    .optional()
    .describe('Further settings of the desktop, locked: path, key, value in GVariant text'),
});
