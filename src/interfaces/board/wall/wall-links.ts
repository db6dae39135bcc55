import type { Request } from 'express';
import { accountOf } from '../../../platform/account/index.js';
import { allows, type Role } from '../../../platform/core/index.js';
import { languageOfReader } from '../frame/reader.js';
import { wallWords } from './words.js';

const PAGES = [
  { id: 'wall', href: '/wall', role: 'viewer' },
  { id: 'place', href: '/wall/place', role: 'technician' },
  { id: 'grid', href: '/wall/grid', role: 'administrator' },
  { id: 'screens', href: '/wall/screens', role: 'administrator' },
] as const satisfies { id: string; href: string; role: Role }[];

/** The pages of the wall that the reader may open. */
export function wallLinks(request: Request, current: (typeof PAGES)[number]['id']) {
  const t = wallWords(languageOfReader(request));
  const role = accountOf(request)?.role ?? 'viewer';
  return PAGES.filter((page) => allows(role, page.role)).map(({ id, href }) => ({
    href,
    name: t[id],
    current: id === current,
  }));
}
