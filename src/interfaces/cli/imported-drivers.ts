import type { DriverImportDto } from '../../park/catalog/index.js';
import type { Session } from './session.js';

/** What an import added, with what is wrong in each package, and what it refused. */
export function importLines({ terminal }: Session, { packages, refused }: DriverImportDto): string[] {
  const known = terminal.say({ fr: 'déjà connu', en: 'known already' });
  const missing = terminal.say({ fr: 'manque', en: 'missing' });
  return [
    ...packages.flatMap((found) => [
      `✓ ${found.path}  ${found.provider} ${found.class} ${found.version}  ${found.signature}${found.isNew ? '' : `  (${known})`}`,
      ...found.missing.map((path) => `    ${missing}: ${path}`),
      ...found.findings.map(
        ({ line, text }) => `    ${line === undefined ? '' : `${line}: `}${terminal.say(text)}`,
      ),
    ]),
    ...refused.map(({ path, reason }) => `✗ ${path}  ${terminal.say(reason)}`),
  ];
}
