import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import { bad, good, goodIf, NONE, NOT_ASKED, unknown, windowsKind } from '../windows-kind.js';

const answers = windowsKind({
  kind: 'no-leftover-password',
  title: { fr: 'Aucun mot de passe oublié', en: 'No leftover password' },
  requirement: {
    fr: 'Aucun mot de passe de l’installation ne reste sur le disque (Panther, sysprep)',
    en: 'No password of the installation stays on the disk (Panther, sysprep)',
  },
  hygiene: [11, 12],
  severity: 'blocking',
  probe: 'answer-files',
  value: z.object({
    unsearched: z.number().int(),
    files: z.array(z.object({ path: z.string(), hasPassword: z.boolean() })),
  }),
  expected: NONE,
  judge: ({ value: { unsearched, files } }) => {
    const kept = files.filter(({ hasPassword }) => hasPassword).map(({ path }) => path);
    if (kept.length > 0) return bad(same(listText(kept)));
    if (unsearched > 0)
      return unknown({ fr: `${unsearched} dossiers illisibles`, en: `${unsearched} unreadable folders` });
    return good(NONE, { files: files.map(({ path }) => path) });
  },
});

/** Tasks that Windows, Edge and OneDrive make by themselves, and those of Établi, which the sealing removes. */
const USUAL_TASKS = [
  /^\\Etabli /,
  /^\\MicrosoftEdgeUpdate/,
  /^\\OneDrive /,
  /^\\User_Feed_Synchronization/,
  /^\\Microsoft\\/,
];

const tasks = windowsKind({
  kind: 'scheduled-tasks',
  title: { fr: 'Tâches planifiées', en: 'Scheduled tasks' },
  requirement: {
    fr: 'Aucune tâche planifiée que personne n’a demandée',
    en: 'No scheduled task that nobody asked for',
  },
  hygiene: [14],
  severity: 'information',
  parameters: z.strictObject({ allowed: z.array(z.string().min(1).max(200)).max(200).default([]) }),
  probe: 'tasks',
  value: z.object({ tasks: z.array(z.string()) }),
  expected: { fr: 'celles de Windows et d’Établi', en: 'those of Windows and of Établi' },
  judge: ({ value: { tasks: found }, parameters: { allowed } }) => {
    const more = found.filter(
      (path) =>
        !USUAL_TASKS.some((known) => known.test(path)) && !allowed.some((name) => path.includes(name)),
    );
    return goodIf(
      more.length === 0,
      more.length === 0 ? { fr: 'aucune autre', en: 'no others' } : same(listText(more)),
      {
        tasks: found,
      },
    );
  },
});

/** Windows’ own: the icon of security, and what puts OneDrive and Teams in place. */
const USUAL_STARTS = [/^SecurityHealth$/, /^OneDrive/, /^Teams/i, /^MicrosoftEdge/];

const startup = windowsKind({
  kind: 'startup-programs',
  title: { fr: 'Programmes au démarrage', en: 'Startup programs' },
  requirement: {
    fr: 'Rien ne se lance avec la session que personne n’a demandé',
    en: 'Nothing starts with the session that nobody asked for',
  },
  hygiene: [14],
  severity: 'information',
  parameters: z.strictObject({ allowed: z.array(z.string().min(1).max(200)).max(200).default([]) }),
  probe: 'startup',
  value: z.object({ names: z.array(z.string()) }),
  expected: { fr: 'ceux de Windows', en: 'those of Windows' },
  judge: ({ value: { names }, parameters: { allowed } }) => {
    const more = names.filter(
      (name) => !USUAL_STARTS.some((known) => known.test(name)) && !allowed.some((one) => name.includes(one)),
    );
    return goodIf(
      more.length === 0,
      more.length === 0 ? { fr: 'aucun autre', en: 'no others' } : same(listText(more)),
      {
        names,
      },
    );
  },
});

const shares = windowsKind({
  kind: 'no-unexpected-share',
  title: { fr: 'Aucun partage ouvert', en: 'No share opened' },
  requirement: {
    fr: 'Le poste ne partage rien qui n’ait été demandé',
    en: 'The PC shares nothing that was not asked for',
  },
  hygiene: [14, 21],
  severity: 'reserve',
  parameters: z.strictObject({ allowed: z.array(z.string().min(1).max(80)).max(100).default([]) }),
  probe: 'shares',
  value: z.object({
    shares: z.array(z.object({ name: z.string(), path: z.string(), isAdministrative: z.boolean() })),
  }),
  expected: (_asked, { allowed }) => (allowed.length === 0 ? NONE : same(listText(allowed))),
  judge: ({ value: { shares: found }, parameters: { allowed } }) => {
    const more = found.filter(({ name, isAdministrative }) => !isAdministrative && !allowed.includes(name));
    return goodIf(
      more.length === 0,
      more.length === 0 ? NONE : same(listText(more.map(({ name, path }) => `${name} (${path})`))),
    );
  },
});

const printers = windowsKind({
  kind: 'printer-present',
  title: { fr: 'Imprimantes', en: 'Printers' },
  requirement: {
    fr: 'Chaque imprimante demandée est là et répond',
    en: 'Every printer that was asked for is there and answers',
  },
  severity: 'reserve',
  parameters: z.strictObject({ names: z.array(z.string().min(1).max(220)).max(50).optional() }),
  probe: 'printers',
  value: z.object({
    printers: z.array(
      z.object({
        name: z.string(),
        driver: z.string(),
        offline: z.boolean(),
        server: z.string().nullable(),
        reachable: z.boolean().nullable(),
      }),
    ),
  }),
  expected: ({ printers: asked }, { names }) => same(listText(names ?? [...asked]) || '—'),
  notFor: ({ printers: asked }, { names }) => ((names ?? asked).length === 0 ? NOT_ASKED : undefined),
  judge: ({ value: { printers: found }, asked, parameters: { names } }) => {
    const wanted = names ?? asked.printers;
    const byName = new Map(found.map((one) => [one.name.toLowerCase(), one]));
    const missing = wanted.filter((name) => !byName.has(name.toLowerCase()));
    const silent = wanted.filter((name) => byName.get(name.toLowerCase())?.reachable === false);
    const unasked = wanted.filter((name) => byName.get(name.toLowerCase())?.reachable === null);
    if (missing.length > 0)
      return bad(
        { fr: `manquent : ${listText(missing)}`, en: `missing: ${listText(missing)}` },
        { printers: found },
      );
    if (silent.length > 0)
      return bad(
        { fr: `ne répondent pas : ${listText(silent)}`, en: `do not answer: ${listText(silent)}` },
        { printers: found },
      );
    // A USB or IPP port has no server that could be asked.
    if (unasked.length > 0)
      return unknown(
        {
          fr: `installées, sans réponse possible : ${listText(unasked)}`,
          en: `installed, could not be asked: ${listText(unasked)}`,
        },
        { printers: found },
      );
    return good(same(listText([...wanted])), { printers: found });
  },
});

const drives = windowsKind({
  kind: 'share-readable',
  title: { fr: 'Lecteurs réseau joignables', en: 'Network drives reachable' },
  requirement: {
    fr: 'Les partages que les comptes reçoivent comme lecteurs répondent',
    en: 'The shares that accounts get as drives answer',
  },
  severity: 'reserve',
  probe: 'drives',
  value: z.object({
    drives: z.array(z.object({ path: z.string(), reachable: z.boolean(), readable: z.boolean() })),
  }),
  expected: ({ shares: asked }) => same(listText(asked) || '—'),
  notFor: ({ shares: asked }) => (asked.length === 0 ? NOT_ASKED : undefined),
  judge: ({ value: { drives: found }, asked }) => {
    const byPath = new Map(found.map((one) => [one.path, one]));
    const unread = asked.shares.filter((path) => !byPath.has(path));
    if (unread.length > 0) return unknown(same(listText(unread)));
    const away = asked.shares.filter((path) => !byPath.get(path)!.reachable);
    if (away.length > 0)
      return bad({ fr: `ne répondent pas : ${listText(away)}`, en: `do not answer: ${listText(away)}` });
    // The PC's own account need not have the rights of the person who will log on.
    const closed = asked.shares.filter((path) => !byPath.get(path)!.readable);
    if (closed.length > 0)
      return unknown(
        {
          fr: `le serveur répond, mais pas au compte du poste : ${listText(closed)}`,
          en: `the server answers, but not to the account of the PC: ${listText(closed)}`,
        },
        { drives: found },
      );
    return good(same(listText(asked.shares)));
  },
});

const software = windowsKind({
  kind: 'packages-present',
  title: { fr: 'Logiciels installés', en: 'Software installed' },
  requirement: { fr: 'Les logiciels demandés sont là', en: 'The software that was asked for is there' },
  severity: 'information',
  parameters: z.strictObject({ programs: z.array(z.string().min(1).max(200)).max(200).optional() }),
  probe: 'programs',
  value: z.object({ programs: z.array(z.object({ name: z.string(), version: z.string() })) }),
  expected: ({ software: asked = [] }, { programs }) => same(listText(programs ?? asked.map(textOf)) || '—'),
  notFor: ({ software: asked = [] }, { programs }) =>
    (programs ?? asked).length === 0 ? NOT_ASKED : undefined,
  judge: ({ value: { programs: found }, asked: { software: installed = [] }, parameters: { programs } }) => {
    if (programs !== undefined) {
      const missing = programs.filter((name) => !found.some((one) => includes(one.name, name)));
      return goodIf(
        missing.length === 0,
        missing.length === 0
          ? same(listText(programs))
          : { fr: `manquent : ${listText(missing)}`, en: `missing: ${listText(missing)}` },
        { programs: found.length },
      );
    }
    // The name in the catalogue need not be that of Windows' list, where MSIX and portable programs do not stand at all.
    const unseen = installed.filter(({ name }) => !found.some((one) => includes(one.name, name)));
    if (unseen.length === 0) return good(same(listText(installed.map(textOf))), { programs: found.length });
    const list = listText(unseen.map(textOf));
    return unknown(
      {
        fr: `installés par Établi, absents de la liste de Windows sous ce nom : ${list}`,
        en: `installed by Établi, not in Windows’ list by this name: ${list}`,
      },
      { programs: found.length },
    );
  },
});

const includes = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());

function textOf({ name, version }: { name: string; version?: string }): string {
  return version === undefined ? name : `${name} ${version}`;
}

export const DELIVERY_KINDS = [answers, tasks, startup, shares, printers, drives, software];
