import { z } from 'zod';
import { checkKind, noParameters, type CheckKind } from '../check.js';
import { judged, linesOf, listText, notMeasured, same, unmeasured } from '../judgement.js';
import { shellQuote } from '../shell-quote.js';

const masterDigest = checkKind({
  kind: 'master-digest',
  title: { fr: 'Empreinte du master', en: 'Master digest' },
  parameters: noParameters,
  // The digest was measured when the written disk was read back; the system itself has changed since.
  command: () => `true`,
  judge: (_output, _parameters, { master, masterVerification }) => {
    const short = (digest: string) => same(`sha256:${digest.slice(0, 16)}…`);
    const expected = short(master.sha256);
    if (!masterVerification)
      return unmeasured(expected, { fr: 'le disque n’a pas été relu', en: 'the disk was not read back' });
    const { sha256, differences } = masterVerification;
    const good = sha256 === master.sha256 && differences === 0;
    const text = short(sha256);
    const measured =
      differences === 0
        ? { fr: `${text.fr}, relu sans différence`, en: `${text.en}, read back without difference` }
        : { fr: `${text.fr}, ${differences} différence(s)`, en: `${text.en}, ${differences} difference(s)` };
    return judged(good, expected, measured, { expected: master.sha256, ...masterVerification });
  },
});

const noLeftover = checkKind({
  kind: 'no-leftover',
  title: { fr: 'Aucun reste d’Établi', en: 'Nothing of Établi left' },
  parameters: z.strictObject({ paths: z.array(z.string().startsWith('/')).default([]) }),
  command: ({ paths }, facts) => {
    const all = [...new Set([...facts.leftoverPaths, ...paths])];
    const loop =
      all.length === 0
        ? ''
        : `for path in ${all.map(shellQuote).join(' ')}; do
  { [ -e "$path" ] || [ -L "$path" ]; } && echo "PATH $path"
done
`;
    return `${loop}for keys in /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys; do
  [ -r "$keys" ] && grep -qE ' etabli$' "$keys" && echo "KEY $keys"
done
awk -F: '$1 ~ /^etabli/{print "ACCOUNT " $1}' /etc/passwd /etc/group
for unit in /etc/systemd/system/etabli* /etc/systemd/system/*/etabli*; do [ -e "$unit" ] && echo "UNIT $unit"; done
echo LOOKED`;
  },
  judge: (output) => {
    const expected = { fr: 'aucun', en: 'nothing' };
    const broken = notMeasured(output, expected, 'sh');
    if (broken) return broken;
    const lines = linesOf(output.stdout);
    if (lines.at(-1) !== 'LOOKED')
      return unmeasured(expected, { fr: 'recherche interrompue', en: 'search broken off' });
    const found = [...new Set(lines.slice(0, -1).map((line) => line.replace(/^[A-Z]+ /, '')))];
    return judged(found.length === 0, expected, found.length === 0 ? expected : same(listText(found)), {
      found,
    });
  },
});

export const DELIVERY_KINDS: CheckKind[] = [masterDigest, noLeftover];
