import { execFileSync } from 'node:child_process';

/** A stream or reparse point, with the SHA-1 that the image has of it. */
export interface WimStream {
  kind: 'data' | 'named' | 'reparse';
  name: string;
  sha1: string;
  bytes: number;
}

/** A file or directory of an image, as `wimlib-imagex dir` lists it. */
export interface WimEntry {
  path: string;
  shortName: string;
  attributes: number;
  reparseTag: number;
  linkGroup: string;
  streams: WimStream[];
}

/** Everything in an image of a WIM, as wimlib's own command says: what a deployed disk is compared with. */
export function wimListing(wim: string, image = 1): Map<string, WimEntry> {
  const text = execFileSync('wimlib-imagex', ['dir', '--detailed', wim, String(image)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const entries = text.split(/^-{20,}$/m).filter((part) => part.includes('Full Path'));
  return new Map(entries.map(entryOf).map((entry) => [entry.path, entry]));
}

function entryOf(text: string): WimEntry {
  const field = (name: string): string => new RegExp(`^${name} *= (.*)$`, 'm').exec(text)?.[1] ?? '';
  const quoted = (name: string): string => field(name).replace(/^"(.*)"$/, '$1');
  return {
    path: quoted('Full Path'),
    shortName: quoted('Short Name'),
    attributes: Number(field('Attributes')),
    reparseTag: Number(field('Reparse Tag') || 0),
    linkGroup: field('Link Group ID'),
    streams: [
      ...text.matchAll(/^\t(Unnamed data|Named data|Reparse point) stream(?: "(.*)")?:\n([^\t]*)/gm),
    ].map(([, kind, name, body]) => streamOf(kind ?? '', name ?? '', body ?? '')),
  };
}

function streamOf(kind: string, name: string, body: string): WimStream {
  return {
    kind: kind === 'Named data' ? 'named' : kind === 'Reparse point' ? 'reparse' : 'data',
    name,
    sha1: /^Hash *= 0x([0-9a-f]{40})$/m.exec(body)?.[1] ?? '',
    bytes: Number(/^Uncompressed size *= (\d+) bytes$/m.exec(body)?.[1]),
  };
}
