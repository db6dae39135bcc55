import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { windowsTimeZone } from '../../../../documents/windows-tables/index.js';
import type { WindowsAsked } from '../asked.js';
import { machine } from '../stored.js';
import { bad, goodIf, NOT_ASKED, unknown, windowsKind } from '../windows-kind.js';
import { isJoined } from './by-profile.js';

/** W32Time\Parameters Type, "Windows Time service tools and settings": where the PC takes its time from. */
const TYPES: Record<string, { fr: string; en: string }> = {
  NTP: { fr: 'serveurs NTP', en: 'NTP servers' },
  NT5DS: { fr: 'le domaine', en: 'the domain' },
  AllSync: { fr: 'le domaine et des serveurs NTP', en: 'the domain and NTP servers' },
  NoSync: { fr: 'aucune source', en: 'no source' },
};

const timeValue = z.object({
  now: z.string(),
  type: z.string(),
  servers: z.string(),
  running: z.boolean(),
  leap: z.number().nullable(),
  stratum: z.number().nullable(),
});

const timeSource = windowsKind({
  kind: 'time-synchronised',
  title: { fr: 'Source de temps', en: 'Time source' },
  requirement: {
    fr: 'Le poste prend l’heure d’une source sûre : sans elle, ni Kerberos ni les journaux ne valent',
    en: 'The PC takes its time from a safe source: without one neither Kerberos nor logs are worth anything',
  },
  hygiene: [36],
  severity: 'reserve',
  probe: 'time',
  value: timeValue,
  expected: ({ windows: { domain } }) => (isJoined(domain) ? TYPES['NT5DS']! : TYPES['NTP']!),
  judge: ({ value: { type, servers, leap, stratum }, asked }) => {
    const words = TYPES[type] ?? same(type || '—');
    const evidence = { type, servers, leap, stratum };
    const isRight = isJoined(asked.windows.domain)
      ? /^(?:NT5DS|AllSync)$/.test(type)
      : /^(?:NTP|AllSync)$/.test(type);
    if (!isRight) return bad(words, evidence);
    // The service of a PC outside a domain starts only for a moment, now and then: it then says nothing.
    if (leap === null || stratum === null)
      return unknown(
        { fr: 'le service de temps ne répond pas', en: 'the time service does not answer' },
        evidence,
      );
    const isSynchronised = leap !== 3 && stratum > 0 && stratum < 16;
    const measured = isSynchronised
      ? { fr: `${words.fr}, strate ${stratum}`, en: `${words.en}, stratum ${stratum}` }
      : { fr: `${words.fr}, pas encore synchronisé`, en: `${words.en}, not synchronised yet` };
    return goodIf(isSynchronised, measured, evidence);
  },
});

const clock = windowsKind({
  kind: 'clock-right',
  title: { fr: 'Heure juste', en: 'Clock right' },
  requirement: {
    fr: 'L’horloge ne s’écarte pas de celle du serveur : Kerberos refuse au-delà de cinq minutes',
    en: 'The clock does not differ from the server’s: Kerberos refuses beyond five minutes',
  },
  hygiene: [36],
  severity: 'blocking',
  parameters: z.strictObject({ maximumSeconds: z.number().positive().max(3_600).default(60) }),
  probe: 'time',
  value: timeValue,
  expected: (_asked, { maximumSeconds }) => ({
    fr: `${maximumSeconds} s d’écart au plus`,
    en: `at most ${maximumSeconds} s apart`,
  }),
  judge: ({ value: { now }, parameters, time }) => {
    const at = Date.parse(now);
    if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(now) || Number.isNaN(at))
      return unknown({ fr: 'heure illisible', en: 'unreadable time' });
    // It was read between the order and the answer: only what lies outside is certainly wrong.
    const seconds = Math.max(0, time.startedAt.getTime() - at, at - time.endedAt.getTime()) / 1000;
    const text = String(Math.round(seconds));
    return goodIf(
      seconds <= parameters.maximumSeconds,
      { fr: `${text} s d’écart`, en: `${text} s apart` },
      { now, seconds: Math.round(seconds) },
    );
  },
});

const ZONE = machine('SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation', 'TimeZoneKeyName');
const timezone = windowsKind({
  kind: 'timezone',
  title: { fr: 'Fuseau horaire', en: 'Time zone' },
  requirement: { fr: 'Le poste est à l’heure de son lieu', en: 'The PC has the time of its place' },
  severity: 'reserve',
  registry: { zone: ZONE },
  expected: (asked) => same(zoneOf(asked) ?? '—'),
  notFor: (asked) => (zoneOf(asked) === undefined ? NOT_ASKED : undefined),
  judge: ({ stored: { zone }, asked }) =>
    goodIf(zone === zoneOf(asked), same(zone === null ? '∅' : String(zone))),
});

function zoneOf({ windows, document }: WindowsAsked): string | undefined {
  const asked = windows.language?.timeZone;
  if (asked === undefined && windows.language?.ask === true) return undefined;
  return windowsTimeZone(asked ?? document.locale.timeZone);
}

export const TIME_KINDS = [timeSource, clock, timezone];
