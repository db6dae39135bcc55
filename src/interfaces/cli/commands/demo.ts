import { InvalidArgumentError, Option } from 'commander';
import type { Firmware } from '../../../bench/index.js';
import type { Registration } from '../registration.js';

const MOST_PCS = 20;
const FIRMWARES = ['uefi-secure', 'uefi', 'bios'] as const satisfies readonly Firmware[];

export function registerDemo({ program, t, act }: Registration): void {
  program
    .command('demo')
    .description(
      t({
        fr: 'Déploie des PC virtuels, de la mise sous tension au certificat vérifié ; 0 seulement si tous le sont',
        en: 'Deploys virtual PCs, from power-on to a verified certificate; 0 only if all are',
      }),
    )
    .addOption(
      new Option('--pcs <n>', t({ fr: 'combien de PC', en: 'how many PCs' })).default(1).argParser((text) => {
        const count = Number(text);
        if (Number.isInteger(count) && count >= 1 && count <= MOST_PCS) return count;
        throw new InvalidArgumentError(`1–${MOST_PCS}`);
      }),
    )
    .addOption(
      new Option('--firmware <kind>', t({ fr: 'micrologiciel des PC', en: 'firmware of the PCs' }))
        .choices([...FIRMWARES])
        .default('uefi-secure'),
    )
    .option('--keep', t({ fr: 'reste en marche ensuite', en: 'keeps running afterwards' }))
    .action(
      act(async (session, options: { pcs: number; firmware: Firmware; keep?: boolean }) => {
        session.mustBeLocal();
        const { demo } = await import('../demo/demo.js');
        return demo(session.config, session.terminal, { ...options, keep: options.keep ?? false });
      }),
    );
}
