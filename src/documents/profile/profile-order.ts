import { z } from 'zod';
import type { ProfileDocument } from './profile.schema.js';
import type { Profiles } from './profiles.service.js';

const LONGEST_DOCUMENT = 1 << 20;

/** A profile in a request: by name, or as a document. */
export const profileOrderShape = {
  profile: z
    .union([z.string().min(1).max(LONGEST_DOCUMENT), z.record(z.string(), z.unknown())])
    .describe('Name of a profile, or a whole document, YAML or JSON (see GET /api/profiles/schema)'),
  version: z.number().int().min(1).optional().describe('Its version; the current one by default'),
};

export interface OrderedProfile {
  document: ProfileDocument;
  /** Absent if the request has the document. */
  version?: number;
}

/**
 * The profile of a request; `owner` is the name of the account that sends it. Rejects with NotFoundError, or with
 * InputError, which names the wrong field of a document.
 */
export async function profileOfOrder(
  profiles: Profiles,
  { profile, version }: { profile: string | Record<string, unknown>; version?: number },
  owner: string,
): Promise<OrderedProfile> {
  // A profile name has no colon, brace or space; a document always has one of them.
  if (typeof profile !== 'string' || /[\s:{]/.test(profile))
    return { document: await profiles.read(profile, owner) };
  const found =
    version === undefined ? await profiles.latest(profile) : await profiles.numbered(profile, version);
  return { document: found.document, version: found.version };
}
