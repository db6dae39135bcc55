import { z } from 'zod';
import {
  type ConnectionContext,
  contextOf,
  profileName,
  vpnProfileXml,
  wlanProfileXml,
} from '../../../../documents/connection/index.js';
import type { ProfileDocument, WindowsPersonalise } from '../../../../documents/profile/index.js';
import { type Bilingual, same } from '../../../../platform/core/index.js';
import { escapeAttribute } from '../../../../platform/xml/index.js';
import type { AppliedOption } from '../../facts.js';
import { picturePath } from './personal-plans.js';

const there = z.strictObject({
  id: z.string().max(200),
  /** Null where it could not be looked for. */
  before: z.boolean().nullable(),
  /** Null where nothing was put in place. */
  after: z.boolean().nullable(),
  fault: z.string().max(4_000).nullable(),
});

/** The answer of `personalise/extras`. */
export const extrasAnswer = z.strictObject({
  pictures: z.array(there),
  printers: z.array(there),
  associations: z.array(there),
  wifi: z.array(there),
  vpn: z.array(there),
});
export type ExtrasAnswer = z.output<typeof extrasAnswer>;
export type ExtrasGiven = Record<keyof ExtrasAnswer, { id: string }[]>;

/**
 * What `personalise/extras` is given; `id` is the field of the profile.
 * @param payload the address of a file that Établi keeps
 */
export function extrasGiven(
  document: ProfileDocument,
  secret: ConnectionContext['secret'],
  payload: (sha256: string) => string,
): ExtrasGiven {
  const { wallpaper, lockScreen, printers, defaultApplications } = document.windows?.personalise ?? NOTHING;
  const { wifi, vpn } = document.network;
  const picture = (field: string, sha256: string | undefined) =>
    sha256 === undefined
      ? []
      : [{ id: `windows.personalise.${field}`, sha256, path: picturePath(sha256), url: payload(sha256) }];
  return {
    pictures: [...picture('wallpaper', wallpaper), ...picture('lockScreen', lockScreen)],
    printers: printers.map((printer, index) => ({
      id: `windows.personalise.printers[${index}]`,
      ...printerValues(printer),
    })),
    associations: defaultApplications.length === 0 ? [] : [associations(defaultApplications)],
    wifi: wifi
      .map((one, index) => ({
        id: `network.wifi[${index}]`,
        name: profileName(one),
        xml: wlanProfileXml(one, contextOf(document, 'wifi', index, secret)),
        priority: one.priority ?? 0,
      }))
      // Windows puts each new profile before the others.
      .sort((one, other) => one.priority - other.priority)
      .map(({ priority: _, ...one }) => one),
    vpn: vpn.map((one, index) => ({
      id: `network.vpn[${index}]`,
      name: one.name,
      xml: vpnProfileXml(one, contextOf(document, 'vpn', index, secret)),
    })),
  };
}

const NOTHING: Pick<WindowsPersonalise, 'wallpaper' | 'lockScreen' | 'printers' | 'defaultApplications'> = {
  wallpaper: undefined,
  lockScreen: undefined,
  printers: [],
  defaultApplications: [],
};

/** Every field is there for every kind: a script in strict mode asks for them. */
function printerValues(printer: WindowsPersonalise['printers'][number]) {
  const { name, uri } = printer;
  const driver = 'driver' in printer ? printer.driver : '';
  const empty = { name, url: '', host: '', port: 0, driver, share: '' };
  if (uri.startsWith('\\\\')) return { ...empty, kind: 'share', share: uri };
  if (!uri.startsWith('socket:')) return { ...empty, kind: 'ipp', url: uri };
  const [host = '', port] = uri.slice('socket://'.length).replace('/', '').split(':');
  return { ...empty, kind: 'port', host, port: Number(port ?? 9100) };
}

/** The file that DISM imports. MS Learn, "Export or import default application associations". */
function associations(applications: WindowsPersonalise['defaultApplications']) {
  const lines = applications.map(
    ({ for: identifier, progId, application }) =>
      `  <Association Identifier="${escapeAttribute(identifier)}" ProgId="${escapeAttribute(progId)}" ApplicationName="${escapeAttribute(application)}" />`,
  );
  return {
    id: 'windows.personalise.defaultApplications',
    xml: `<?xml version="1.0" encoding="UTF-8"?>\n<DefaultAssociations>\n${lines.join('\n')}\n</DefaultAssociations>\n`,
    pairs: applications.map(({ for: identifier, progId }) => ({ identifier, progId })),
  };
}

const UNHEARD: Bilingual = { fr: 'le PC n’a rien répondu', en: 'the PC did not answer' };
const NOT_FOUND: Bilingual = { fr: 'mis en place, et pas retrouvé', en: 'put in place, and not found' };

/** What became of each of them, by its field in the profile. */
export function appliedExtras(given: ExtrasGiven, answer: ExtrasAnswer): AppliedOption[] {
  const kinds = Object.keys(given) as (keyof ExtrasGiven)[];
  return kinds.flatMap((kind) =>
    given[kind].map(({ id }): AppliedOption => {
      const found = answer[kind].find((one) => one.id === id);
      if (found === undefined) return { option: id, outcome: 'failed', reason: UNHEARD };
      const { before, after, fault } = found;
      if (fault !== null) return { option: id, outcome: 'failed', reason: same(fault) };
      if (after === true) return { option: id, outcome: 'applied' };
      return before === true && after === null
        ? { option: id, outcome: 'already' }
        : { option: id, outcome: 'failed', reason: NOT_FOUND };
    }),
  );
}
