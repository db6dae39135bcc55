import type { Registration } from '../registration.js';

export function registerUp({ program, t, act }: Registration): void {
  program
    .command('up')
    .description(
      t({
        fr: 'Lance Établi : base de données, serveur, file d’attente et, avec BOOT_INTERFACE, démarrage réseau',
        en: 'Runs Établi: database, server, worker and, with BOOT_INTERFACE, the boot service',
      }),
    )
    .option(
      '--without-boot',
      t({
        fr: 'sans le démarrage réseau, lancé séparément (etabli boot)',
        en: 'without the boot service, which runs separately (etabli boot)',
      }),
    )
    .action(
      act(async (session, { withoutBoot = false }: { withoutBoot?: boolean }) => {
        session.mustBeLocal();
        const { up } = await import('../up/up.js');
        await up(session.config, (text) => session.terminal.tell(text), { boot: !withoutBoot });
      }),
    );
}
