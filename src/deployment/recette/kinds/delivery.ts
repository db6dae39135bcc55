import { z } from 'zod';
import { binarySize, shellWord, same } from '../../../platform/core/index.js';
import { checkKind, noParameters } from '../check.js';
import { judged, linesOf, listText, notMeasured, unmeasured } from '../judgement.js';

const masterDigest = checkKind({
  kind: 'master-digest',
  title: { fr: 'Empreinte du master', en: 'Master digest' },
  parameters: noParameters,
  facts: ['masterSha256', 'masterVerification'],
  // Measured when the written disk was read back: the system has changed since.
  command: () => `true`,
  judge: (_output, _parameters, { masterSha256, masterVerification }) => {
    const { mode, bytes, differences } = masterVerification;
    const short = `sha256:${masterSha256.slice(0, 16)}…`;
    const size = binarySize(bytes);
    const how = mode === 'sampled' ? { fr: ' par sondage', en: ' sampled' } : { fr: '', en: '' };
    const measured = {
      fr: `${size.fr} relus${how.fr}, ${differences === 0 ? 'aucune différence' : `${differences} différence(s)`}`,
      en: `${size.en} read back${how.en}, ${differences === 0 ? 'no difference' : `${differences} difference(s)`}`,
    };
    const expected = { fr: `${short}, aucune différence`, en: `${short}, no difference` };
    const good = bytes > 0 && differences === 0;
    return judged(good, expected, measured, { expected: masterSha256, ...masterVerification });
  },
});

const noLeftover = checkKind({
  kind: 'no-leftover',
  title: { fr: 'Aucun reste d’Établi', en: 'No leftovers of Établi' },
  parameters: z.strictObject({ paths: z.array(z.string().startsWith('/')).default([]) }),
  facts: ['leftoverPaths'],
  command: ({ paths }, facts) => {
    const all = [...new Set([...facts.leftoverPaths, ...paths])];
    const loop =
      all.length === 0
        ? ''
        : `for path in ${all.map(shellWord).join(' ')}; do
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
      return unmeasured(expected, { fr: 'recherche interrompue', en: 'search interrupted' });
    const found = [...new Set(lines.slice(0, -1).map((line) => line.replace(/^[A-Z]+ /, '')))];
    return judged(found.length === 0, expected, found.length === 0 ? expected : same(listText(found)), {
      found,
    });
  },
});

export const DELIVERY_KINDS = [masterDigest, noLeftover];
