import type { Command, Option } from 'commander';
import type { Bilingual } from '../../../platform/core/index.js';
import type { CommandFamily, DocumentOptions, FamilyCheck } from '../documents/family.js';
import type { OutputOptions } from '../documents/render.js';
import type { Registration } from '../registration.js';

/** `check <file...>` of a family of documents. */
export function registerCheck(
  family: Command,
  { t, act }: Registration,
  description: Bilingual,
  load: () => Promise<FamilyCheck<object>>,
): Command {
  return family
    .command('check <file...>')
    .description(t(description))
    .action(
      act(async (session, files: string[], options: object) => {
        const { checkFiles } = await import('../documents/check.js');
        return checkFiles(session, files, options, await load());
      }),
    );
}

/** `render <profile>` of a family of documents. `reveal` says what --reveal does. */
export function registerRender<Options extends DocumentOptions, File extends { name: string }, Dto>(
  family: Command,
  { t, act }: Registration,
  { description, reveal, choice }: { description: Bilingual; reveal: Bilingual; choice: Option[] },
  load: () => Promise<CommandFamily<Options, File, Dto>>,
): Command {
  return withMachine(family.command('render <profile>').description(t(description)), t, choice)
    .option('--reveal', t(reveal))
    .option(
      '--output <folder>',
      t({ fr: 'dossier où écrire ; défaut : affiche', en: 'folder to write into; default: prints' }),
    )
    .option('--force', t({ fr: 'remplace les fichiers qui sont là', en: 'replaces files that are there' }))
    .action(
      act(async (session, profile: string, options: Options & OutputOptions) => {
        const { renderFiles } = await import('../documents/render.js');
        await renderFiles(session, profile, options, await load());
      }),
    );
}

/** The options that choose the files, the version of the profile and the machine. */
export function withMachine(command: Command, t: Registration['t'], choice: Option[]): Command {
  for (const option of choice) command.addOption(option);
  return command
    .option(
      '--profile-version <number>',
      t({ fr: 'version du profil', en: 'version of the profile' }),
      Number,
    )
    .option(
      '--machine <machine>',
      t({
        fr: 'une machine du serveur, par son nom ou son n° de série',
        en: 'a machine of the server, by its name or serial number',
      }),
    )
    .option('--serial <serial>', t({ fr: 'numéro de série', en: 'serial number' }))
    .option('--asset-tag <tag>', t({ fr: 'numéro d’inventaire', en: 'asset tag' }))
    .option('--mac <mac>', t({ fr: 'adresse MAC', en: 'MAC address' }))
    .option('--hostname <name>', t({ fr: 'nom de la machine', en: 'name of the machine' }));
}
