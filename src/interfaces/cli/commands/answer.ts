import { type Command, Option } from 'commander';
import { ARCHITECTURE_WORDS, KIND_WORDS, TARGET_WORDS } from '../answer/answer-words.js';
import type { MediaOptions } from '../answer/media.js';
import type { RenderOptions } from '../answer/render.js';
import type { Registration } from '../registration.js';

export function registerAnswer(registration: Registration): void {
  const { program, t } = registration;
  const answer = program.command('answer').description(
    t({
      fr: 'Fichiers de réponses : les écrire, les vérifier, les importer',
      en: 'Answer files: write, check, import them',
    }),
  );
  registerCheck(answer, registration);
  registerRender(answer, registration);
  registerMedia(answer, registration);
  registerImport(answer, registration);
  registerOptions(answer, registration);
}

function registerCheck(answer: Command, { t, act }: Registration): void {
  answer
    .command('check <file...>')
    .description(
      t({
        fr: 'Vérifie des fichiers de réponses, sans serveur ; 0 sans erreur, 1 avec, 2 illisible',
        en: 'Checks answer files, without a server; 0 without errors, 1 with, 2 unreadable',
      }),
    )
    .addOption(targetOption(t))
    .addOption(
      new Option(
        '--kind <kind>',
        t({
          fr: 'sorte de fichier ; défaut : d’après le contenu',
          en: 'kind of file; default: by its content',
        }),
      ).choices(KIND_WORDS),
    )
    .action(
      act(async (session, files: string[], options: object) => {
        const { check } = await import('../answer/check.js');
        return check(session, files, options);
      }),
    );
}

function registerRender(answer: Command, { t, act }: Registration): void {
  const command = answer.command('render <profile>').description(
    t({
      fr: 'Écrit les fichiers de réponses d’un profil : un fichier YAML (sans serveur) ou un nom',
      en: 'Writes the answer files of a profile: a YAML file (without a server) or a name',
    }),
  );
  withMachine(command, t)
    .option(
      '--output <folder>',
      t({ fr: 'dossier où écrire ; défaut : affiche', en: 'folder to write into; default: prints' }),
    )
    .option('--force', t({ fr: 'remplace les fichiers qui sont là', en: 'replaces files that are there' }))
    .action(
      act(async (session, profile: string, options: RenderOptions) => {
        const { render } = await import('../answer/render.js');
        await render(session, profile, options);
      }),
    );
}

function registerMedia(answer: Command, { t, act }: Registration): void {
  const command = answer.command('media <profile>').description(
    t({
      fr: 'Met les fichiers de réponses sur un support : une image ISO, ou un dossier à copier sur une clé USB',
      en: 'Puts the answer files on a medium: an ISO image, or a folder to copy onto a USB stick',
    }),
  );
  withMachine(command, t)
    .addOption(
      new Option('--iso <file>', t({ fr: 'image à écrire', en: 'image to write' })).conflicts('folder'),
    )
    .option('--folder <folder>', t({ fr: 'dossier à remplir', en: 'folder to fill' }))
    .option('--force', t({ fr: 'remplace ce qui est là', en: 'replaces what is there' }))
    .action(
      act(async (session, profile: string, options: MediaOptions) => {
        const { media } = await import('../answer/media.js');
        await media(session, profile, options);
      }),
    );
}

function registerImport(answer: Command, { t, act }: Registration): void {
  answer
    .command('import <file>')
    .description(
      t({
        fr: 'Fait un profil d’un unattend.xml ou autounattend.xml, sans serveur, et dit ce qu’il ne reprend pas',
        en: 'Makes a profile of an unattend.xml or autounattend.xml, without a server, and says what it leaves out',
      }),
    )
    .option(
      '--output <file>',
      t({ fr: 'profil à écrire, YAML ou JSON', en: 'profile to write, YAML or JSON' }),
    )
    .option('--force', t({ fr: 'remplace le fichier qui est là', en: 'replaces the file that is there' }))
    .addOption(targetOption(t))
    .action(
      act(async (session, file: string, options: object) => {
        const { importFile } = await import('../answer/import.js');
        await importFile(session, file, options);
      }),
    );
}

function registerOptions(answer: Command, { t, act }: Registration): void {
  answer
    .command('options [word...]')
    .description(
      t({
        fr: 'Toutes les options de Windows, ce qu’elles font et où elles vont ; des mots choisissent',
        en: 'Every option of Windows, what it does and where it lands; words choose',
      }),
    )
    .action(
      act(async (session, words: string[]) => {
        const { options } = await import('../answer/options.js');
        await options(session, words);
      }),
    );
}

function targetOption(t: Registration['t']): Option {
  const text = t({ fr: 'version de Windows', en: 'release of Windows' });
  return new Option('--target <target>', text).choices(TARGET_WORDS);
}

/** What render and media take alike: the kind, the PC, and whether secrets are printed. */
function withMachine(command: Command, t: Registration['t']): Command {
  return command
    .addOption(
      new Option('--kind <kind>', t({ fr: 'sorte de fichier', en: 'kind of file' }))
        .choices(KIND_WORDS)
        .makeOptionMandatory(),
    )
    .option(
      '--profile-version <number>',
      t({ fr: 'version du profil', en: 'version of the profile' }),
      Number,
    )
    .option('--machine <id>', t({ fr: 'un PC que le serveur connaît', en: 'a PC that the server knows' }))
    .option('--serial <serial>', t({ fr: 'numéro de série du PC', en: 'serial number of the PC' }))
    .option('--asset-tag <tag>', t({ fr: 'numéro d’inventaire du PC', en: 'asset tag of the PC' }))
    .option('--mac <mac>', t({ fr: 'adresse MAC du PC', en: 'MAC address of the PC' }))
    .option('--hostname <name>', t({ fr: 'nom du PC', en: 'name of the PC' }))
    .addOption(targetOption(t))
    .addOption(
      new Option(
        '--architecture <architecture>',
        t({ fr: 'architecture de Windows', en: 'architecture of Windows' }),
      ).choices(ARCHITECTURE_WORDS),
    )
    .option(
      '--reveal',
      t({
        fr: 'écrit les secrets en clair : administrateurs seulement, et le journal le garde',
        en: 'prints the secrets in clear: administrators only, and the audit log keeps it',
      }),
    );
}
