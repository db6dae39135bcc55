import { z } from 'zod';
import { type Bilingual, same } from '../../../../platform/core/index.js';
import { listText } from '../../judgement.js';
import { daysText } from '../said.js';
import { bad, good, goodIf, NONE_F, unknown, windowsKind } from '../windows-kind.js';
import { otherwise } from './by-profile.js';

const HYGIENE = [34] as const;

const pending = windowsKind({
  kind: 'no-pending-update',
  title: { fr: 'Aucune mise à jour en attente', en: 'No update pending' },
  requirement: {
    fr: 'Toutes les mises à jour proposées à ce poste sont installées',
    en: 'All updates that are offered to this PC are installed',
  },
  hygiene: HYGIENE,
  severity: 'reserve',
  probe: 'updates',
  value: z.object({
    count: z.number().int(),
    pending: z.array(z.object({ title: z.string(), severity: z.string() })),
    searchedAt: z.string().nullable(),
  }),
  expected: NONE_F,
  judge: ({ value: { count, pending: found, searchedAt }, asked, time }) => {
    if (count !== 0 && found.length === 0) return unknown({ fr: 'liste incomplète', en: 'incomplete list' });
    const aside = asked.updates?.leftOut ?? [];
    const waiting = found.filter(({ title }) => title === '' || !aside.some((one) => one.startsWith(title)));
    const evidence = { count, pending: found, searchedAt };
    if (waiting.length > 0 || count > found.length) {
      const list = listText((waiting.length > 0 ? waiting : found).map(({ title }) => title));
      return bad({ fr: list, en: list }, evidence);
    }
    // What was never looked for is not in the list either.
    const days = daysSince(latest(searchedAt, asked.updates?.searchedAt), time.endedAt);
    if (Number.isNaN(days) || days > LONG_AGO)
      return unknown({ fr: 'jamais cherchées', en: 'never searched for' }, evidence);
    if (found.length === 0) return good(NONE_F, evidence);
    const list = listText(found.map(({ title }) => title));
    return good({ fr: `laissées de côté : ${list}`, en: `left aside: ${list}` }, evidence);
  },
});

/** In days. A date of years ago is how the agent says never. */
const LONG_AGO = 365;

/** The update agent notes its own searches alone, not those that Établi had it do. */
function latest(...dates: (string | null | undefined)[]): string | undefined {
  const known = dates.filter((one): one is string => one != null && !Number.isNaN(Date.parse(one)));
  return known.sort((one, other) => Date.parse(other) - Date.parse(one))[0];
}

/** NaN for no date. */
function daysSince(date: string | undefined, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(date ?? '')) / 86_400_000);
}

const agent = z.object({
  searchedAt: z.string().nullable(),
  installedAt: z.string().nullable(),
  startMode: z.string(),
});

const searched = windowsKind({
  kind: 'updates-searched',
  title: { fr: 'Recherche de mises à jour récente', en: 'Recent search for updates' },
  requirement: {
    fr: 'Le poste a demandé ses mises à jour : sans cela, aucune en attente ne veut rien dire',
    en: 'The PC has asked for its updates: otherwise none pending means nothing',
  },
  hygiene: HYGIENE,
  severity: 'reserve',
  parameters: z.strictObject({ maximumDays: z.number().positive().max(365).default(7) }),
  probe: 'update-agent',
  value: agent,
  expected: (_asked, { maximumDays }) => ({
    fr: `il y a ${maximumDays} jours au plus`,
    en: `at most ${maximumDays} days ago`,
  }),
  judge: ({ value: { searchedAt: own, installedAt }, asked, parameters: { maximumDays }, time }) => {
    const searchedAt = latest(own, asked.updates?.searchedAt);
    const days = daysSince(searchedAt, time.endedAt);
    if (Number.isNaN(days) || days > LONG_AGO)
      return bad({ fr: 'jamais cherchées', en: 'never searched for' }, { installedAt });
    // One of tomorrow is a clock that is wrong.
    if (days < -1)
      return unknown({ fr: `date à venir : ${searchedAt}`, en: `a date to come: ${searchedAt}` });
    const count = Math.max(0, days);
    return goodIf(
      count <= maximumDays,
      { fr: `il y a ${daysText(count).fr}`, en: `${daysText(count).en} ago` },
      { searchedAt, installedAt },
    );
  },
});

const START_MODES: Record<string, Bilingual> = {
  Auto: { fr: 'démarrage automatique', en: 'automatic start' },
  Manual: { fr: 'démarrage à la demande', en: 'start on demand' },
  Disabled: { fr: 'désactivé', en: 'disabled' },
};

const service = windowsKind({
  kind: 'update-service',
  title: { fr: 'Service de mise à jour', en: 'Update service' },
  requirement: { fr: 'Le poste pourra se mettre à jour', en: 'The PC can update itself' },
  hygiene: HYGIENE,
  severity: 'reserve',
  probe: 'update-agent',
  value: agent,
  expected: { fr: 'pas désactivé', en: 'not disabled' },
  notFor: otherwise('comfort.updates.mode', (value) => value === 'off'),
  // Win32_Service.StartMode: Boot, System, Auto, Manual, Disabled.
  judge: ({ value: { startMode } }) => {
    if (!/^(?:Auto|Manual|Disabled)$/.test(startMode))
      return unknown({ fr: `démarrage « ${startMode} »`, en: `start "${startMode}"` });
    return goodIf(startMode !== 'Disabled', START_MODES[startMode] ?? same(startMode));
  },
});

export const UPDATE_KINDS = [pending, searched, service];
