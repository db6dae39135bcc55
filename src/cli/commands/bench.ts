import type { Registration } from '../registration.js';

export function registerBench({ program, t, act }: Registration): void {
  program
    .command('bench')
    .description(
      t({
        fr: 'Mesure cette machine : démarrage, mémoire, décisions de démarrage, file (Redis avec REDIS_URL), un PC virtuel',
        en: 'Measures this machine: start-up, memory, boot decisions, queue (Redis with REDIS_URL), one virtual PC',
      }),
    )
    .option('--no-pc', t({ fr: 'sans PC virtuel', en: 'without a virtual PC' }))
    .option(
      '--answer',
      t({
        fr: 'les fichiers de réponses seulement : écrits et vérifiés par seconde, sur un cœur',
        en: 'answer files only: rendered and checked a second, on one core',
      }),
    )
    .action(
      act(async (session, options: { pc: boolean; answer?: boolean }) => {
        session.mustBeLocal();
        if (options.answer) {
          const { answerFiles } = await import('../bench/answer-files.js');
          return answerFiles(session.terminal);
        }
        const { bench } = await import('../bench/bench.js');
        await bench(session.config, session.terminal, options);
      }),
    );
}
