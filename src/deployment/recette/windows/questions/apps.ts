import { z } from 'zod';
import { APPS, FEATURES } from '../../../../documents/windows-tables/index.js';
import { listText } from '../../judgement.js';
import type { OwnAnswer, OwnQuestion } from './own-question.js';

const partsSchema = z.object({
  packages: z.array(z.string()).min(1),
  features: z.array(z.object({ name: z.string(), state: z.number() })).min(1),
  capabilities: z.array(z.object({ name: z.string(), state: z.string() })).min(1),
});
type Parts = z.output<typeof partsSchema>;
const namesSchema = z.array(z.string()).min(1);

/** What Windows has of a name: of DISM, or a usual word. */
function isThere({ packages, features, capabilities }: Parts, name: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/~~~~.*$/, '');
  const is = (one: string): boolean => plain(one) === plain(name);
  return (
    packages.some(is) ||
    features.some((one) => is(one.name) && one.state === 1) ||
    // DISM_PACKAGE_FEATURE_STATE: Installed.
    capabilities.some((one) => is(one.name) && one.state === 'Installed')
  );
}

function absent(parts: Parts, wanted: { word: string; names: readonly string[] }[]): OwnAnswer {
  const left = wanted
    .filter(({ names }) => names.some((name) => isThere(parts, name)))
    .map(({ word }) => word);
  return { isSo: left.length === 0, measured: listText(left) };
}

const featureNames = (word: string): readonly string[] =>
  Object.hasOwn(FEATURES, word) ? FEATURES[word as keyof typeof FEATURES] : [word];

function appNames(word: string): readonly string[] {
  const {
    packages = [],
    capabilities = [],
    features = [],
  } = (APPS as Record<string, Record<string, readonly string[]>>)[word] ?? {};
  return [...packages, ...capabilities, ...features];
}

export const APP_QUESTIONS: OwnQuestion[] = [
  {
    option: /^windows\.comfort\.(?:removeApps|removePackages)$/,
    probe: 'parts',
    answer: ({ value, asked, name }) => {
      const [parts, words] = [partsSchema.safeParse(value).data, namesSchema.safeParse(asked).data];
      if (parts === undefined || words === undefined) return undefined;
      const namesOf = name === 'removeApps' ? appNames : (word: string) => [word];
      const wanted = words.map((word) => ({ word, names: namesOf(word) }));
      return wanted.some(({ names }) => names.length === 0) ? undefined : absent(parts, wanted);
    },
  },
  {
    option: /^windows\.comfort\.features\.(?:enable|disable)$/,
    probe: 'parts',
    answer: ({ value, asked, name }) => {
      const [parts, words] = [partsSchema.safeParse(value).data, namesSchema.safeParse(asked).data];
      if (parts === undefined || words === undefined) return undefined;
      const wanted = words.map((word) => ({ word, names: featureNames(word) }));
      if (name === 'disable') return absent(parts, wanted);
      const missing = wanted.filter(({ names }) => !names.every((one) => isThere(parts, one)));
      return { isSo: missing.length === 0, measured: `∅ ${listText(missing.map(({ word }) => word))}` };
    },
  },
];

/** Whether the profile asks anything of them: they take long to list. */
export function asksParts(options: readonly { option: string }[]): boolean {
  return options.some(({ option }) => APP_QUESTIONS.some((question) => question.option.test(option)));
}
