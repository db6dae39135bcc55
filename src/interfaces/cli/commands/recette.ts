import { Option } from 'commander';
import type { ReferenceEntry } from '../../../deployment/recette/index.js';
import type { Language } from '../../../platform/core/index.js';
import type { Registration } from '../registration.js';

export function registerRecette({ program, t, act }: Registration): void {
  const recette = program
    .command('recette')
    .description(t({ fr: 'Contrôles qu’un profil peut demander', en: 'Checks that a profile may ask for' }));
  recette
    .command('checks')
    .description(
      t({
        fr: 'Tous les contrôles d’un système, ce qu’ils prouvent et leurs paramètres ; sans serveur',
        en: 'All checks of a system, what they prove and their parameters; without a server',
      }),
    )
    .addOption(
      new Option('--system <system>', t({ fr: 'système installé', en: 'installed system' }))
        .choices(['linux', 'windows'])
        .default('linux'),
    )
    .option(
      '--markdown',
      t({ fr: 'la page de la documentation (Windows)', en: 'the page of the documentation (Windows)' }),
    )
    .action(
      act(
        async (
          session,
          { system, markdown = false }: { system: 'linux' | 'windows'; markdown?: boolean },
        ) => {
          const { referenceOf, windowsReference } = await import('../../../deployment/recette/index.js');
          const { language } = session.terminal;
          const entries = referenceOf(system);
          session.terminal.result(entries, () =>
            markdown && system === 'windows'
              ? windowsReference(language).trimEnd().split('\n')
              : entries.flatMap((entry) => linesOf(entry, language)),
          );
        },
      ),
    );
}

function linesOf(
  { kind, title, severity, requirement, hygiene, parameters }: ReferenceEntry,
  language: Language,
): string[] {
  const details = [severity, hygiene.length > 0 ? `ANSSI ${hygiene.join(', ')}` : undefined].filter(Boolean);
  return [
    `${kind}  ${title[language]}${details.length > 0 ? ` (${details.join(' ; ')})` : ''}`,
    ...(requirement === undefined ? [] : [`    ${requirement[language]}`]),
    ...(parameters.length === 0 ? [] : [`    → ${parameters.join(', ')}`]),
  ];
}
