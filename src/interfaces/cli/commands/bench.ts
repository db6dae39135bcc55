import type { Registration } from '../registration.js';
import type { Session } from '../session.js';

interface BenchCommandOptions {
  pc: boolean;
  answer?: boolean;
  drivers?: boolean | string;
  documents?: boolean;
  windows?: boolean;
  seed: string;
  only?: string;
}

export function registerBench({ program, t, act }: Registration): void {
  program
    .command('bench')
    .description(
      t({
        fr: 'Mesure cette machine : démarrage, mémoire, décisions de démarrage, file (Redis avec REDIS_URL), images Windows, un PC virtuel',
        en: 'Measures this machine: start-up, memory, boot decisions, queue (Redis with REDIS_URL), Windows images, one virtual PC',
      }),
    )
    .option('--no-pc', t({ fr: 'sans PC virtuel', en: 'without a virtual PC' }))
    .option(
      '--answer',
      t({
        fr: 'les fichiers de réponses seulement : écrits et vérifiés par seconde, sur un cœur',
        en: 'answer files only: rendered and checked per second, on one core',
      }),
    )
    .option(
      '--windows',
      t({
        fr: 'images Windows seulement : débit d’application de chaque format sur NTFS',
        en: 'Windows images only: how fast each format is applied to NTFS',
      }),
    )
    .option(
      '--drivers [folder]',
      t({
        fr: 'les pilotes seulement : INF lus par seconde (ceux du dossier, sinon inventés), recherche d’un paquet',
        en: 'drivers only: INFs read per second (those of the folder, or made-up ones), look-up of a pack',
      }),
    )
    .option(
      '--documents',
      t({
        fr: 'temps de lecture de documents hostiles, par taille',
        en: 'time to read hostile documents, by size',
      }),
    )
    .option(
      '--seed <number>',
      t({ fr: 'avec --documents : la graine', en: 'with --documents: the seed' }),
      '1',
    )
    .option(
      '--only <text>',
      t({
        fr: 'avec --documents : ceux dont le nom contient ce texte',
        en: 'with --documents: those whose name contains this text',
      }),
    )
    .action(act(measure));
}

async function measure(session: Session, options: BenchCommandOptions): Promise<void> {
  session.mustBeLocal();
  if (options.documents) {
    const { documentCosts } = await import('../bench/documents.js');
    return documentCosts(session.terminal, { seed: Number(options.seed), only: options.only });
  }
  if (options.answer) {
    const { answerFiles } = await import('../bench/answer-files.js');
    return answerFiles(session.terminal);
  }
  if (options.windows) {
    const { benchWindows } = await import('../bench/bench.js');
    return benchWindows(session.terminal);
  }
  if (options.drivers) {
    const { driverFigures } = await import('../bench/driver-figures.js');
    const folder = typeof options.drivers === 'string' ? options.drivers : undefined;
    return driverFigures(session.terminal, folder);
  }
  const { bench } = await import('../bench/bench.js');
  await bench(session.config, session.terminal, options);
}
