import { type Command, Option } from 'commander';
import { ARCHITECTURE_WORDS, KIND_WORDS, TARGET_WORDS } from '../answer/answer-words.js';
import type { MediaOptions } from '../answer/media.js';
import type { Registration } from '../registration.js';
import { registerCheck, registerRender, withMachine } from './documents.js';

export function registerAnswer(registration: Registration): void {
  const { program, t } = registration;
  const answer = program.command('answer').description(
    t({
      fr: 'Fichiers de réponses : les écrire, les vérifier, les importer',
      en: 'Answer files: write, check, import them',
    }),
  );
  registerFiles(answer, registration);
  registerMedia(answer, registration);
  registerImport(answer, registration);
  registerOptions(answer, registration);
}

function registerFiles(answer: Command, registration: Registration): void {
  const { t } = registration;
  registerCheck(
    answer,
    registration,
    {
      fr: 'Vérifie des fichiers de réponses, sans serveur ; 0 sans erreur, 1 avec, 2 illisible',
      en: 'Checks answer files, without a server; 0 without errors, 1 with, 2 unreadable',
    },
    async () => (await import('../../../documents/answer/index.js')).ANSWER_FILES.check,
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
    );
  registerRender(
    answer,
    registration,
    {
      description: {
        fr: 'Écrit les fichiers de réponses d’un profil : un fichier YAML (sans serveur) ou un nom',
        en: 'Writes the answer files of a profile: a YAML file (without a server) or a name',
      },
      reveal: REVEAL,
      choice: choiceOptions(t),
    },
    async () => (await import('../answer/answers.js')).ANSWERS,
  );
}

const REVEAL = {
  fr: 'écrit les secrets en clair : administrateurs seulement, et le journal le garde',
  en: 'prints the secrets in clear: administrators only, and the audit log keeps it',
};

function registerMedia(answer: Command, { t, act }: Registration): void {
  const command = answer.command('media <profile>').description(
    t({
      fr: 'Met les fichiers de réponses sur un support : une image ISO, ou un dossier à copier sur une clé USB',
      en: 'Puts the answer files on a medium: an ISO image, or a folder to copy onto a USB stick',
    }),
  );
  withMachine(command, t, choiceOptions(t))
    .option('--reveal', t(REVEAL))
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

function choiceOptions(t: Registration['t']): Option[] {
  return [
    new Option('--kind <kind>', t({ fr: 'sorte de fichier', en: 'kind of file' }))
      .choices(KIND_WORDS)
      .makeOptionMandatory(),
    targetOption(t),
    new Option(
      '--architecture <architecture>',
      t({ fr: 'architecture de Windows', en: 'architecture of Windows' }),
    ).choices(ARCHITECTURE_WORDS),
  ];
}
