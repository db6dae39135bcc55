import type { InstallationState } from '../../../deployment/installation/index.js';
import {
  binarySize,
  durationText,
  QUEUE_NAMES,
  type Bilingual,
  type Language,
} from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf } from '../frame/moment.js';

/** A state as the partial `state.html` shows it: an icon with its word. */
interface Sign {
  look: 'certified' | 'failed' | 'reserved';
  name: string;
}

/** Below this part of the disk, masters and user data are soon refused. */
const LITTLE = 0.1;
/** A backup older than this is said to be old. */
const OLD_MS = 7 * 86_400_000;

/** What the page of the state shows. */
export function stateView(state: InstallationState, language: Language, now = Date.now()) {
  const { storage, queues, backups } = state;
  const { environment: _, ...rest } = state;
  const size = (bytes: number) => say(binarySize(bytes), language);
  return {
    release: rest.version,
    environment: environmentView(state, language),
    storage: {
      folder: storage.folder,
      free: size(storage.freeBytes),
      total: size(storage.totalBytes),
      database: size(storage.databaseBytes),
      at: momentOf(storage.at, language),
      sign: spaceSign(storage.freeBytes / storage.totalBytes, language),
      parts: storage.parts.map(({ name, bytes, files, isWhole, remedy }) => ({
        name: say(name, language),
        size: `${isWhole ? '' : '≥ '}${size(bytes)}`,
        files: `${isWhole ? '' : '≥ '}${files.toLocaleString(language)}`,
        remedy: remedy ? say(remedy, language) : '',
      })),
    },
    queues: queues.map(({ queue, oldestQueuedAt, workers, ...counts }) => ({
      name: say(QUEUE_NAMES[queue], language),
      ...counts,
      oldest: oldestQueuedAt === null ? '' : durationText(now - new Date(oldestQueuedAt).getTime()),
      sign: workersSign(workers, language),
    })),
    backups: backupsView(backups, language, now),
  };
}

function environmentView({ environment }: InstallationState, language: Language) {
  if (environment === undefined) return undefined;
  const { digest, publishedAt, kernel, suite, packages, bytes, isCurrent } = environment;
  return {
    digest: digest.slice(0, 12),
    published: momentOf(publishedAt, language),
    kernel,
    build: `Debian ${suite}`,
    packages,
    size: say(binarySize(bytes), language),
    sign: sourcesSign(isCurrent, language),
  };
}

function backupsView(backups: InstallationState['backups'], language: Language, now: number) {
  const { last, files, runningSince, failure } = backups;
  const isOld = last !== undefined && now - Date.parse(last.at) > OLD_MS;
  return {
    ...(last && {
      last: {
        at: momentOf(new Date(last.at), language),
        file: last.file,
        size: say(binarySize(last.bytes), language),
        sign: sign(
          isOld ? 'reserved' : 'certified',
          isOld ? { fr: 'plus d’une semaine', en: 'over a week old' } : { fr: 'récente', en: 'recent' },
          language,
        ),
      },
    }),
    files: files.map(({ name, bytes }) => ({ name, size: say(binarySize(bytes), language) })),
    ...(runningSince && { running: momentOf(runningSince, language) }),
    ...(failure && { failure: say(failure.cause, language) }),
  };
}

function sourcesSign(isCurrent: boolean | undefined, language: Language): Sign {
  if (isCurrent === undefined) return sign('reserved', { fr: 'non mesuré', en: 'not measured' }, language);
  return isCurrent
    ? sign('certified', { fr: 'à jour', en: 'up to date' }, language)
    : sign(
        'reserved',
        { fr: 'plus récentes : etabli environment build', en: 'newer ones: etabli environment build' },
        language,
      );
}

function spaceSign(free: number, language: Language): Sign {
  return free < LITTLE
    ? sign('failed', { fr: 'presque plein', en: 'almost full' }, language)
    : sign('certified', { fr: 'suffisant', en: 'enough' }, language);
}

function workersSign(workers: number | undefined, language: Language): Sign {
  if (workers === undefined) return sign('reserved', { fr: 'non mesuré', en: 'not measured' }, language);
  return workers === 0
    ? sign('failed', { fr: 'aucun : relancez etabli up', en: 'none: restart etabli up' }, language)
    : sign('certified', { fr: String(workers), en: String(workers) }, language);
}

function sign(look: Sign['look'], name: Bilingual, language: Language): Sign {
  return { look, name: say(name, language) };
}
