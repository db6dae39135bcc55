import type { z } from 'zod';
import type { ProfileCertificate } from './certificate.schema.js';
import { expecting } from './expected.js';

const AUTHORITIES = ['root', 'intermediate'];
/** The fields that refer to a certificate, and the kind that each one needs. */
const FIELDS: Record<string, (kind: string) => boolean> = {
  trustedCertificates: (kind) => AUTHORITIES.includes(kind),
  clientCertificate: (kind) => !AUTHORITIES.includes(kind),
  certificate: (kind) => !AUTHORITIES.includes(kind),
};

/** Checks that every certificate name in `network` is one of `certificates`, and of the required kind. */
export function checkCertificateReferences(
  document: { network: object; certificates?: ProfileCertificate[] },
  context: z.RefinementCtx,
): void {
  for (const { path, name, suits } of references(document.network, ['network'])) {
    const found = document.certificates?.find((certificate) => certificate.name === name);
    if (found !== undefined && suits(found.kind)) continue;
    const message =
      found === undefined
        ? expecting('un nom de `certificates`', 'a name of `certificates`')
        : expecting('un certificat du genre qu’il faut ici', 'a certificate of the kind that is needed here');
    context.addIssue({ code: 'custom', path, message, input: name });
  }
}

interface Reference {
  path: PropertyKey[];
  name: string;
  suits: (kind: string) => boolean;
}

function references(value: unknown, path: PropertyKey[]): Reference[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    const suits = FIELDS[key];
    if (suits === undefined) return references(item, place);
    if (typeof item === 'string') return [{ path: place, name: item, suits }];
    return (item as string[]).map((name, index) => ({ path: [...place, index], name, suits }));
  });
}
