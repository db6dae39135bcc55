import { z } from 'zod';
import { shellWord, same } from '../../../platform/core/index.js';
import { checkKind, noParameters } from '../check.js';
import {
  failed,
  judged,
  linesOf,
  listText,
  nothingAsked,
  notMeasured,
  passed,
  unmeasured,
} from '../judgement.js';

/** Debian policy §5.6.7: lower-case letters, digits, plus, minus, dot. */
const packageName = z.string().regex(/^[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?$/);

interface InstalledPackage {
  name: string;
  version: string;
  state: string;
}

/** Parses the output of `dpkg-query -f '${db:Status-Abbrev}|${binary:Package}|${Version}\n'`. */
function readPackages(text: string): InstalledPackage[] {
  return [...text.matchAll(/^(\S\S)\S?\s*\|([^|\n]+)\|([^|\n]*)$/gm)].map(
    ([, state = '', name = '', version = '']) => ({ name, version, state }),
  );
}

function queryPackages(names: readonly string[]): string {
  if (names.length === 0) return 'true';
  const list = names.map(shellWord).join(' ');
  return `command -v dpkg-query >/dev/null || exit 90
dpkg-query -W -f '\${db:Status-Abbrev}|\${binary:Package}|\${Version}\\n' -- ${list} 2>/dev/null
echo QUERIED`;
}

function isNamed(installed: InstalledPackage, name: string): boolean {
  return installed.name === name || installed.name.split(':')[0] === name;
}

const packagesPresent = checkKind({
  kind: 'packages-present',
  title: { fr: 'Logiciels installés', en: 'Software installed' },
  parameters: z.strictObject({ packages: z.array(packageName).optional() }),
  facts: ['packages'],
  command: ({ packages }, facts) => queryPackages(packages ?? facts.packages),
  judge: (output, { packages }, facts) => {
    const wanted = packages ?? facts.packages;
    if (wanted.length === 0) return nothingAsked();
    const expected = same(listText(wanted));
    const broken = notMeasured(output, expected, 'dpkg');
    if (broken) return broken;
    const found = readPackages(output.stdout);
    const missing = wanted.filter((name) => !found.some((p) => isNamed(p, name) && p.state === 'ii'));
    const measured =
      missing.length === 0
        ? { fr: `${wanted.length} installés`, en: `${wanted.length} installed` }
        : { fr: `manquent : ${listText(missing)}`, en: `missing: ${listText(missing)}` };
    return judged(missing.length === 0, expected, measured, { packages: found, missing });
  },
});

const packagesAbsent = checkKind({
  kind: 'packages-absent',
  title: { fr: 'Logiciels interdits absents', en: 'Forbidden software absent' },
  parameters: z.strictObject({ packages: z.array(packageName).min(1) }),
  command: ({ packages }) => queryPackages(packages),
  judge: (output, { packages }) => {
    const expected = { fr: `absents : ${listText(packages)}`, en: `absent: ${listText(packages)}` };
    const broken = notMeasured(output, expected, 'dpkg');
    if (broken) return broken;
    if (!/^QUERIED$/m.test(output.stdout))
      return unmeasured(expected, { fr: 'dpkg ne répond pas', en: 'dpkg does not answer' });
    const found = readPackages(output.stdout).filter(({ state }) => state[1] === 'i');
    const measured =
      found.length === 0 ? { fr: 'absents', en: 'absent' } : same(listText(found.map(({ name }) => name)));
    return judged(found.length === 0, expected, measured, { found });
  },
});

const noPendingSecurityUpdate = checkKind({
  kind: 'no-pending-security-update',
  title: { fr: 'Aucune mise à jour de sécurité en attente', en: 'No security update pending' },
  parameters: z.strictObject({
    /** With older package lists, the check is unmeasured. */
    listsMaxAgeDays: z.number().positive().default(30),
  }),
  timeoutSeconds: 45,
  // Uses the Date field in the lists, because the files may come from the master.
  command: () =>
    `command -v apt-get >/dev/null || exit 90
echo "NOW $(date +%s)"
for list in /var/lib/apt/lists/*InRelease /var/lib/apt/lists/*_Release; do
  [ -r "$list" ] || continue
  at=$(sed -n 's/^Date: //p' "$list" | head -n 1)
  echo "LIST $(date -d "$at" +%s) $(sed -n 's/^Suite: //p;s/^Codename: //p' "$list" | tr '\\n' ' ')"
done
apt-get -s -q -o Debug::NoLocking=1 dist-upgrade && echo SIMULATED`,
  judge: (output, { listsMaxAgeDays }) => {
    const expected = { fr: 'aucune', en: 'none' };
    const broken = notMeasured(output, expected, 'apt-get');
    if (broken) return broken;
    const now = Number(/^NOW (\d+)$/m.exec(output.stdout)?.[1]);
    const dates = [...output.stdout.matchAll(/^LIST (\d+) .*security/gm)].map(([, at]) => Number(at));
    if (!/^SIMULATED$/m.test(output.stdout) || dates.length === 0 || Number.isNaN(now))
      return unmeasured(expected, {
        fr: 'aucune liste de mises à jour de sécurité sur le poste',
        en: 'no list of security updates on the machine',
      });
    const listsAgeDays = Math.round(((now - Math.max(...dates)) / 86_400) * 10) / 10;
    const pending = [...output.stdout.matchAll(/^Inst (\S+) .*-[Ss]ecurity/gm)].map(([, name = '']) => name);
    const evidence = { pending, listsAgeDays, listsDate: new Date(Math.max(...dates) * 1000).toISOString() };
    if (pending.length > 0) return failed(expected, same(listText(pending)), evidence);
    const age = {
      fr: `listes de ${String(listsAgeDays).replace('.', ',')} jour(s)`,
      en: `lists ${listsAgeDays} day(s) old`,
    };
    if (listsAgeDays > listsMaxAgeDays) return unmeasured(expected, age, evidence);
    return passed(expected, { fr: `aucune (${age.fr})`, en: `none (${age.en})` }, evidence);
  },
});

const systemFilesIntact = checkKind({
  kind: 'system-files-intact',
  title: { fr: 'Fichiers des paquets intacts', en: 'Package files intact' },
  parameters: noParameters,
  timeoutSeconds: 75,
  // Small masters deliberately lack documentation and translations.
  command: () =>
    `command -v dpkg >/dev/null || exit 90
dpkg --verify 2>/dev/null | grep -v -e ' c /' -e ' /usr/share/\\(doc\\|man\\|locale\\|info\\|lintian\\)/' || true
echo VERIFIED`,
  judge: (output) => {
    const expected = { fr: 'aucun fichier modifié', en: 'no file changed' };
    const broken = notMeasured(output, expected, 'dpkg');
    if (broken) return broken;
    const lines = linesOf(output.stdout);
    if (lines.at(-1) !== 'VERIFIED')
      return unmeasured(expected, { fr: 'vérification interrompue', en: 'verification interrupted' });
    const files = lines.slice(0, -1).map((line) => line.replace(/^\S+\s+/, ''));
    const measured = files.length === 0 ? expected : same(listText(files));
    return judged(files.length === 0, expected, measured, { changed: files.slice(0, 50) });
  },
});

export const SOFTWARE_KINDS = [packagesPresent, packagesAbsent, noPendingSecurityUpdate, systemFilesIntact];
