import type { Registration } from '../registration.js';
import { stopSignal } from '../stop-signal.js';

export function registerBoot({ program, t, act }: Registration): void {
  program
    .command('boot')
    .description(
      t({
        fr: 'Le service de démarrage réseau seul, sur BOOT_INTERFACE (proxyDHCP ou DHCP, TFTP) ; `etabli up` le lance aussi',
        en: 'The boot service alone, on BOOT_INTERFACE (proxyDHCP or DHCP, TFTP); `etabli up` runs it too',
      }),
    )
    .action(
      act(async (session) => {
        session.mustBeLocal();
        const { startBootService, reportBoot } = await import('../../../deployment/boot/index.js');
        const { config, terminal } = session;
        const stop = stopSignal();
        const service = await startBootService(config, config.publicAddress, {
          onFirmware: (address) => {
            if (process.send) process.send({ kind: 'firmware', address });
            else void reportBoot(config, address);
          },
        });
        process.send?.({ kind: 'ready' });
        terminal.tell({
          fr: `Démarrage réseau en service sur ${config.bootInterface}.`,
          en: `Network boot is served on ${config.bootInterface}.`,
        });
        await stop;
        await service.stop();
      }),
    );
}
