import { Command, CommanderError, Help, Option } from 'commander';
import { loadClientSettings, quietLogs } from '../../platform/config/index.js';
import { LANGUAGES, say, type Bilingual, type Language } from '../../platform/core/index.js';
import { commandsFor } from './commands/alone.js';
import { EXIT, EXIT_TEXT } from './exit-status.js';
import { version } from './paths.js';
import type { Work } from './registration.js';
import { Session, type GlobalOptions } from './session.js';
import { ReaderGone } from './standard-output.js';
import { Terminal, type Streams } from './terminal.js';
import { optionWords, usageMistake } from './usage-words.js';

/** Commands that run until they are stopped, and keep their log. */
const SERVICES = ['up', 'boot'];

const TITLES: Record<string, Bilingual> = {
  'Usage:': { fr: 'Usage :', en: 'Usage:' },
  'Arguments:': { fr: 'Arguments :', en: 'Arguments:' },
  'Options:': { fr: 'Options :', en: 'Options:' },
  'Global Options:': { fr: 'Options communes :', en: 'Common options:' },
  'Commands:': { fr: 'Commandes :', en: 'Commands:' },
};

/** Runs the etabli command and returns its exit status. `args` do not include node and the script. */
export async function runCommand(args: string[], streams?: Streams): Promise<number> {
  let status: number = EXIT.done;
  const language = languageOfArguments(args) ?? loadClientSettings().language;
  const program = rootCommand(language, new Terminal(language, args.includes('--json'), streams), streams);
  const act =
    (work: Work) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.pop() as Command;
      const session = new Session(command.optsWithGlobals<GlobalOptions>(), streams);
      if (!SERVICES.includes(command.name())) quietLogs();
      try {
        status = (await work(session, ...given)) ?? EXIT.done;
      } catch (error) {
        if (!(error instanceof ReaderGone)) status = session.terminal.fail(error);
      }
    };
  const t = (text: Bilingual) => say(text, language);
  for (const register of await commandsFor(args)) register({ program, t, act });
  // Of Établi; a command may have a --version of its own, which this one would take.
  if (!args.some((arg) => program.commands.some((command) => command.name() === arg)))
    program.version(version(), '-V, --version', t({ fr: 'la version', en: 'the version' }));
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.input;
  }
  return status;
}

function rootCommand(language: Language, terminal: Terminal, streams?: Streams): Command {
  const t = (text: Bilingual) => say(text, language);
  const program = new Command('etabli')
    .description(
      t({
        fr: 'Établi déploie des postes de travail, de la mise sous tension au certificat.',
        en: 'Établi deploys workstations, from power-on to a certificate.',
      }),
    )
    .helpOption('-h, --help', t({ fr: 'l’aide', en: 'the help' }))
    .helpCommand(false)
    .option('--json', t({ fr: 'le résultat en JSON', en: 'the result as JSON' }))
    .option('--url <url>', t({ fr: 'un autre serveur (ETABLI_URL)', en: 'another server (ETABLI_URL)' }))
    .option('--token <token>', t({ fr: 'jeton d’API (ETABLI_TOKEN)', en: 'API token (ETABLI_TOKEN)' }))
    .option(
      '--ca <file>',
      t({
        fr: "le certificat d’autorité d'Établi, PEM (ETABLI_CA)",
        en: "Établi's CA certificate, PEM (ETABLI_CA)",
      }),
    )
    .addOption(
      new Option('--language <language>', t({ fr: 'fr ou en', en: 'fr or en' })).choices([...LANGUAGES]),
    )
    .configureHelp({
      showGlobalOptions: true,
      optionDescription: (option) =>
        optionWords(Help.prototype.optionDescription.call(new Help(), option), language),
      styleUsage: (usage) => usage.replace('[command]', t({ fr: '[commande]', en: '[command]' })),
      styleTitle: (title) => (TITLES[title] ? t(TITLES[title]) : title),
    })
    .addHelpText('afterAll', () => exitHelp(t))
    .showSuggestionAfterError()
    .exitOverride();
  program.configureOutput({
    outputError: (text) => terminal.misused(usageMistake(text, language)),
    ...(streams && {
      writeOut: (text) => void streams.out.write(text),
      writeErr: (text) => void streams.err.write(text),
    }),
  });
  return program;
}

function exitHelp(t: (text: Bilingual) => string): string {
  const lines = EXIT_TEXT.map(([status, text]) => `  ${status}  ${t(text)}`);
  return `\n${t({ fr: 'État de sortie :', en: 'Exit status:' })}\n${lines.join('\n')}`;
}

/** The help is built before the options are parsed, so its language is determined here. */
function languageOfArguments(args: string[]): Language | undefined {
  const at = args.findIndex((arg) => arg === '--language' || arg.startsWith('--language='));
  const value = at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1]);
  return LANGUAGES.find((language) => language === value);
}
