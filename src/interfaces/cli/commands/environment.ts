import { binarySize } from '../../../platform/core/index.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';

export function registerEnvironment({ program, t, act }: Registration): void {
  const environment = program.command('environment').description(
    t({
      fr: 'L’environnement que les PC démarrent par le réseau',
      en: 'The environment that PCs boot from the network',
    }),
  );
  environment
    .command('build')
    .description(
      t({
        fr: 'Le construit avec les paquets Debian, puis le publie',
        en: 'Builds it from Debian packages, then publishes it',
      }),
    )
    .option('--if-changed', t({ fr: 'seulement si quelque chose a changé', en: 'only if something changed' }))
    .action(
      act(async (session, options: { ifChanged?: boolean }) => {
        session.mustBeLocal();
        const { makeEnvironment } = await import('../make-environment.js');
        await makeEnvironment(session.config, session.terminal, {
          onlyIfChanged: options.ifChanged ?? false,
        });
        await show(session);
      }),
    );
  environment
    .command('show')
    .description(t({ fr: 'L’environnement publié', en: 'The published environment' }))
    .action(act(show));
}

async function show(session: Session): Promise<void> {
  session.mustBeLocal();
  const { terminal, config } = session;
  const { environmentFiles } = await import('../../../deployment/boot/index.js');
  const { digest, vmlinuz, initrd, manifest } = await environmentFiles(config);
  terminal.result({ digest, vmlinuz, initrd, manifest }, () => [
    digest,
    `vmlinuz     ${terminal.say(binarySize(manifest.files.vmlinuz.bytes))}  ${vmlinuz}`,
    `initrd.img  ${terminal.say(binarySize(manifest.files['initrd.img'].bytes))}  ${initrd}`,
    `kernel      ${manifest.kernel}`,
  ]);
}
