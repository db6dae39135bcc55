import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { compareVersions, listText } from '../../judgement.js';
import { machine } from '../stored.js';
import { dayText } from '../said.js';
import { bad, good, goodIf, NOT_ASKED, onOff, unknown, windowsKind, without } from '../windows-kind.js';

const VERSION = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const release = {
  edition: machine(VERSION, 'EditionID'),
  build: machine(VERSION, 'CurrentBuildNumber'),
  revision: machine(VERSION, 'UBR'),
};

const hostname = windowsKind({
  kind: 'hostname',
  title: { fr: 'Nom du poste', en: 'Host name' },
  requirement: { fr: 'Le poste porte le nom prévu', en: 'The PC has the name that was planned' },
  severity: 'blocking',
  probe: 'computer',
  value: z.object({ name: z.string().min(1) }),
  expected: ({ hostname: name }) => same(name ?? '—'),
  notFor: ({ hostname: name }) => (name === undefined ? NOT_ASKED : undefined),
  judge: ({ value, asked }) =>
    goodIf(value.name.toLowerCase() === asked.hostname?.toLowerCase(), same(value.name)),
});

/** Updates raise the revision of a build, and an enablement package its number. */
const windowsVersion = windowsKind({
  kind: 'windows-version',
  title: { fr: 'Édition et version de Windows', en: 'Edition and version of Windows' },
  requirement: { fr: 'Windows est celui du master', en: 'Windows is the one of the master' },
  hygiene: [14],
  severity: 'blocking',
  registry: release,
  expected: ({ image }) => same(image === undefined ? '—' : `${image.edition} ≥ ${image.build}`),
  judge: ({ stored: { edition, build, revision }, asked: { image } }) => {
    const measured = same(`${String(edition)} ${String(build)}.${String(revision)}`);
    if (image === undefined) return without(measured);
    if (!/^\d+$/.test(String(build)) || typeof revision !== 'number')
      return unknown({ fr: 'version illisible', en: 'unreadable version' });
    const isNewer = compareVersions(`${String(build)}.${revision}`, image.build) >= 0;
    return goodIf(edition === image.edition && isNewer, measured);
  },
});

/**
 * The last day of updates by build: Home and Pro, then Enterprise and Education. Microsoft Learn, "Windows 11 release
 * information" and "Windows 10 release information" (2025). LTSC and servers: their lifecycle pages.
 */
const MAINTAINED: Record<string, { usual: string; enterprise: string; server?: string; ltsc?: string }> = {
  17763: { usual: '2020-11-10', enterprise: '2021-05-11', server: '2029-01-09', ltsc: '2029-01-09' },
  19044: { usual: '2023-06-13', enterprise: '2024-06-11', ltsc: '2027-01-12' },
  19045: { usual: '2025-10-14', enterprise: '2025-10-14' },
  20348: { usual: '2031-10-14', enterprise: '2031-10-14', server: '2031-10-14' },
  22631: { usual: '2025-11-11', enterprise: '2026-11-10' },
  26100: { usual: '2026-10-13', enterprise: '2027-10-12', server: '2034-10-10', ltsc: '2029-10-09' },
  26200: { usual: '2027-10-12', enterprise: '2028-10-10' },
};

const windowsMaintained = windowsKind({
  kind: 'windows-maintained',
  title: { fr: 'Version de Windows maintenue', en: 'Release of Windows still maintained' },
  requirement: {
    fr: 'Microsoft publie encore des correctifs pour cette version',
    en: 'Microsoft still publishes fixes for this release',
  },
  hygiene: [35],
  severity: 'reserve',
  registry: release,
  expected: { fr: 'encore maintenue', en: 'still maintained' },
  judge: ({ stored: { edition, build }, time }) => {
    const known = MAINTAINED[String(build)];
    const name = String(edition);
    const what = `${name} ${String(build)}`;
    if (known === undefined)
      return unknown({ fr: `date inconnue pour ${what}`, en: `no date known for ${what}` });
    const until = /^Server/.test(name)
      ? known.server
      : /^(?:EnterpriseS|IoTEnterpriseS)/.test(name)
        ? known.ltsc
        : /^(?:Enterprise|Education|IoTEnterprise)/.test(name)
          ? known.enterprise
          : known.usual;
    if (until === undefined)
      return unknown({ fr: `date inconnue pour ${what}`, en: `no date known for ${what}` });
    const isMaintained = time.endedAt.toISOString().slice(0, 10) <= until;
    return goodIf(isMaintained, {
      fr: `${what}, jusqu’au ${dayText(until).fr}`,
      en: `${what}, until ${dayText(until).en}`,
    });
  },
});

/** SoftwareLicensingProduct.LicenseStatus. */
const LICENCES: Record<number, { fr: string; en: string }> = {
  0: { fr: 'sans licence', en: 'unlicensed' },
  1: { fr: 'activé', en: 'activated' },
  2: { fr: 'délai de grâce (OOB)', en: 'grace period (OOB)' },
  3: { fr: 'délai de grâce (matériel changé)', en: 'grace period (hardware changed)' },
  4: { fr: 'non authentique', en: 'not genuine' },
  5: { fr: 'à activer', en: 'to be activated' },
  6: { fr: 'délai de grâce prolongé', en: 'extended grace period' },
};

const activation = windowsKind({
  kind: 'activation',
  title: { fr: 'Windows activé', en: 'Windows activated' },
  requirement: { fr: 'Windows a une licence valable', en: 'Windows has a valid licence' },
  severity: 'reserve',
  probe: 'activation',
  value: z.object({
    products: z.array(
      z.object({ name: z.string(), status: z.number(), evaluationEnds: z.string().nullable().optional() }),
    ),
  }),
  expected: LICENCES[1]!,
  judge: ({ value: { products } }) => {
    const first = products.find(({ status }) => status === 1) ?? products[0];
    if (first === undefined) return bad({ fr: 'aucune clé de produit', en: 'no product key' });
    const words = LICENCES[first.status] ?? same(String(first.status));
    const end = endOfEvaluation(first.evaluationEnds);
    // Windows calls an evaluation activated until its last day.
    const until =
      end === undefined
        ? same('')
        : { fr: `, évaluation jusqu’au ${dayText(end).fr}`, en: `, evaluation until ${end}` };
    return goodIf(
      first.status === 1 && end === undefined,
      { fr: `${first.name} : ${words.fr}${until.fr}`, en: `${first.name}: ${words.en}${until.en}` },
      { products },
    );
  },
});

/** EvaluationEndDate is of the year 1601 for a licence that does not end. */
function endOfEvaluation(date: string | null | undefined): string | undefined {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) || at <= 0 ? undefined : new Date(at).toISOString().slice(0, 10);
}

const noRestart = windowsKind({
  kind: 'no-restart-pending',
  title: { fr: 'Aucun redémarrage en attente', en: 'No restart pending' },
  requirement: {
    fr: 'Rien d’installé n’attend un redémarrage pour être en place',
    en: 'Nothing that was installed waits for a restart',
  },
  hygiene: [34],
  severity: 'reserve',
  probe: 'restart',
  value: z.object({
    components: z.boolean(),
    updates: z.boolean(),
    renamed: z.boolean(),
    joined: z.boolean(),
    files: z.number(),
  }),
  expected: { fr: 'aucun', en: 'none' },
  judge: ({ value: { files, ...reasons } }) => {
    const named: [boolean, string, string][] = [
      [reasons.components, 'composants de Windows', 'parts of Windows'],
      [reasons.updates, 'mises à jour', 'updates'],
      [reasons.renamed, 'nom du poste', 'host name'],
      [reasons.joined, 'jonction au domaine', 'domain join'],
    ];
    const open = named.filter(([isOpen]) => isOpen);
    if (open.length === 0) return good({ fr: 'aucun', en: 'none' }, { files });
    const measured = { fr: listText(open.map(([, fr]) => fr)), en: listText(open.map(([, , en]) => en)) };
    return bad(measured, { files });
  },
});

const pageFile = windowsKind({
  kind: 'page-file',
  title: { fr: 'Fichier d’échange', en: 'Page file' },
  requirement: {
    fr: 'Windows a un fichier d’échange, sans lequel il ne garde pas de trace d’un arrêt brutal',
    en: 'Windows has a page file, without which it keeps no trace of a crash',
  },
  severity: 'information',
  probe: 'page-file',
  value: z.object({ files: z.array(z.object({ path: z.string(), megabytes: z.number() })) }),
  expected: { fr: 'présent', en: 'present' },
  judge: ({ value: { files } }) => {
    if (files.length === 0) return bad({ fr: 'absent', en: 'absent' });
    const list = listText(files.map(({ path, megabytes }) => `${path} ${megabytes} Mio`));
    return good({ fr: list, en: list.replaceAll('Mio', 'MiB') });
  },
});

const POWER = 'SYSTEM\\CurrentControlSet\\Control';
const hibernation = windowsKind({
  kind: 'fast-startup',
  title: { fr: 'Démarrage rapide', en: 'Fast startup' },
  requirement: {
    fr: 'Un arrêt arrête vraiment le poste, pour que les mises à jour et les stratégies s’appliquent',
    en: 'A shutdown really ends Windows, so that updates and policies take effect',
  },
  hygiene: [34],
  severity: 'information',
  registry: {
    hibernation: machine(`${POWER}\\Power`, 'HibernateEnabled'),
    fast: machine(`${POWER}\\Session Manager\\Power`, 'HiberbootEnabled'),
  },
  expected: ({ windows }) => onOff(windows.comfort?.power?.fastStartup === true),
  judge: ({ stored: { fast, hibernation: hibernates }, asked: { windows } }) => {
    const wanted = windows.comfort?.power?.fastStartup === true;
    // Without hibernation there is no fast startup, whatever its own value is; Windows has both on by default.
    const isOn = fast !== 0 && hibernates !== 0;
    return goodIf(isOn === wanted, onOff(isOn), { fast, hibernation: hibernates });
  },
});

export const SYSTEM_KINDS = [
  hostname,
  windowsVersion,
  windowsMaintained,
  activation,
  noRestart,
  pageFile,
  hibernation,
];
