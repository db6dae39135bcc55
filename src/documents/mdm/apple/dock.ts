import type { ProfileMdm } from '../../profile/index.js';
import type { ApplePart, Content } from './apple-context.js';
import { mapped, onePayload, type Places } from './mapped.js';

type Dock = NonNullable<ProfileMdm['apple']['dock']>;

const DOCK: Places<Dock> = {
  size: 'tilesize',
  magnification: 'magnification',
  magnifiedSize: 'largesize',
  position: 'orientation',
  effect: 'mineffect',
  autoHide: 'autohide',
  recents: 'show-recents',
  minimizeToApp: 'minimize-to-application',
  onlyThese: 'static-only',
};
const LOCKS = [
  'contents-immutable',
  'size-immutable',
  'magnify-immutable',
  'magsize-immutable',
  'position-immutable',
  'mineffect-immutable',
  'autohide-immutable',
  'showrecents-immutable',
  'minintoapp-immutable',
];

/** com.apple.dock. */
export function dockPart(dock: Dock): ApplePart {
  const others = [
    ...(dock.folders?.map((path) => fileTile(path, 'directory-tile')) ?? []),
    ...(dock.links?.map(linkTile) ?? []),
  ];
  const content: Content = {
    ...mapped(dock, DOCK, 'mdm.apple.dock', 'macos').content,
    ...(dock.locked === undefined ? {} : Object.fromEntries(LOCKS.map((key) => [key, dock.locked]))),
    'static-apps': dock.apps?.map((path) => fileTile(path, 'file-tile')),
    'static-others': others.length === 0 ? undefined : others,
  };
  return onePayload({ type: 'com.apple.dock', kind: 'dock', title: 'Dock', content });
}

/** CFURL type of a path that is not a URL. */
const POSIX_PATH = 0;
const tileKind = { 'file-tile': 1, 'directory-tile': 3, 'url-tile': 0 };

function fileTile(path: string, type: 'file-tile' | 'directory-tile') {
  const label = (path.split('/').filter(Boolean).at(-1) ?? path).replace(/\.app$/, '');
  const data = { _CFURLString: path, _CFURLStringType: POSIX_PATH };
  return { 'tile-type': type, 'tile-data': { label, 'file-type': tileKind[type], 'file-data': data } };
}

function linkTile({ title, url }: { title: string; url: string }) {
  return { 'tile-type': 'url-tile', 'tile-data': { label: title, url, 'file-type': tileKind['url-tile'] } };
}
