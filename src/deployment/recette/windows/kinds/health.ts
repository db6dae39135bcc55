import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import { momentText } from '../said.js';
import { bad, good, goodIf, NONE, NONE_F, unknown, windowsKind } from '../windows-kind.js';

const ignore = z.strictObject({ ignore: z.array(z.string().min(1).max(200)).max(200).default([]) });

const services = windowsKind({
  kind: 'no-failed-service',
  title: { fr: 'Aucun service en échec', en: 'No service failed' },
  requirement: {
    fr: 'Tous les services automatiques ont démarré',
    en: 'All automatic services have started',
  },
  severity: 'reserve',
  parameters: ignore,
  probe: 'services',
  value: z.object({
    seen: z.number().int(),
    failed: z.array(z.object({ name: z.string(), exitCode: z.number() })),
  }),
  expected: NONE,
  judge: ({ value: { seen, failed }, parameters }) => {
    if (seen === 0) return unknown({ fr: 'aucun service vu', en: 'no service seen' });
    const wrong = failed.filter(({ name }) => !parameters.ignore.includes(name));
    if (wrong.length === 0) return good(NONE, { seen });
    return bad(same(listText(wrong.map(({ name, exitCode }) => `${name} (${exitCode})`))), { seen, failed });
  },
});

/** Errors that Windows writes on any PC, and that say nothing of it: rights of DCOM, an update that was tried again. */
const USUAL: [source: RegExp, ids: number[]][] = [
  [/^Microsoft-Windows-DistributedCOM$/, [10_005, 10_010, 10_016]],
  [/^Microsoft-Windows-WindowsUpdateClient$/, [20]],
  [/^Microsoft-Windows-DeviceSetupManager$/, [131, 200, 201, 202]],
];

const events = windowsKind({
  kind: 'no-error-event',
  title: { fr: 'Journal sans erreur depuis le démarrage', en: 'No error in the log since the start' },
  requirement: { fr: 'Windows n’a noté aucune erreur grave', en: 'Windows has recorded no serious error' },
  hygiene: [36],
  severity: 'information',
  parameters: ignore,
  probe: 'events',
  value: z.object({
    since: z.string(),
    count: z.number().int(),
    groups: z.array(
      z.object({ log: z.string(), source: z.string(), id: z.number(), level: z.number(), count: z.number() }),
    ),
  }),
  expected: NONE_F,
  judge: ({ value: { since, count, groups }, parameters }) => {
    if (count > 0 && groups.length === 0) return unknown({ fr: 'liste incomplète', en: 'incomplete list' });
    const wrong = groups.filter(
      ({ source, id, level }) =>
        !parameters.ignore.includes(source) &&
        (level === 1 || !USUAL.some(([known, ids]) => known.test(source) && ids.includes(id))),
    );
    const from = momentText(since);
    if (wrong.length === 0)
      return good(
        { fr: `aucune depuis le ${from.fr}`, en: `none since ${from.en}` },
        { since, count, groups },
      );
    const list = listText(wrong.map(({ source, id, count: times }) => `${source} ${id} ×${times}`));
    return bad(same(list), { since, count, groups });
  },
});

const crashes = windowsKind({
  kind: 'no-crash',
  title: { fr: 'Aucun plantage', en: 'No crash' },
  requirement: {
    fr: 'Ni Windows ni un programme ne s’est arrêté brutalement depuis l’installation',
    en: 'Neither Windows nor a program has crashed since the installation',
  },
  severity: 'reserve',
  probe: 'crashes',
  value: z.object({ dumps: z.array(z.string()), reports: z.array(z.string()) }),
  expected: NONE,
  judge: ({ value: { dumps, reports } }) => {
    const all = [...dumps, ...reports];
    return goodIf(all.length === 0, all.length === 0 ? NONE : same(listText(all)), { dumps, reports });
  },
});

export const HEALTH_KINDS = [services, events, crashes];
