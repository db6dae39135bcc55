import { sectionPart } from './rows.js';

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
export const dockPart = sectionPart(
  'dock',
  'com.apple.dock',
  'dock',
  'Dock',
  {
    size: 'tilesize',
    magnification: 'magnification',
    magnifiedSize: 'largesize',
    position: 'orientation',
    effect: 'mineffect',
    autoHide: 'autohide',
    recents: 'show-recents',
    minimizeToApp: 'minimize-to-application',
    onlyThese: 'static-only',
    locked: LOCKS,
    apps: { key: 'static-apps', as: (apps) => apps.map((path) => fileTile(path, 'file-tile')) },
  },
  ({ folders = [], links = [] }) => {
    const others = [...folders.map((path) => fileTile(path, 'directory-tile')), ...links.map(linkTile)];
    return { 'static-others': others.length === 0 ? undefined : others };
  },
);

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
