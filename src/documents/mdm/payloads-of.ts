import type { ProfileDocument } from '../profile/index.js';

/** The digests of the payloads that the management section of a profile names, each once. */
export function payloadsOf({ mdm }: Pick<ProfileDocument, 'mdm'>): string[] {
  const found = new Set<string>();
  collect(mdm, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'sha256' && typeof item === 'string') found.add(item);
    else collect(item, found);
  }
}
