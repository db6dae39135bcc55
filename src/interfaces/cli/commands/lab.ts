import { InvalidArgumentError, Option } from 'commander';
import type { LabOptions } from '../lab/windows-lab.js';
import type { Registration } from '../registration.js';

const FIRMWARES: LabOptions['firmware'][] = ['uefi-secure', 'uefi', 'bios'];
/** Windows calls home within an hour under KVM; with emulation it takes several. */
const MINUTES = 180;

export function registerLab({ program, t, act }: Registration): void {
  program
    .command('lab')
    .description(
      t({
        fr: 'Prouve avec de vrais systèmes ce qui ne l’est pas ailleurs',
        en: 'Proves with real systems what is not proven elsewhere',
      }),
    )
    .command('windows <image>')
    .description(
      t({
        fr: 'Déploie un ISO ou un WIM de Windows sur un PC virtuel et note dans docs/windows-proof.md ce qui a été mesuré ; 0 seulement si Windows a appelé Établi',
        en: 'Deploys an ISO or WIM of Windows to a virtual PC and notes in docs/windows-proof.md what was measured; 0 only if Windows has called home',
      }),
    )
    .option(
      '--out <folder>',
      t({
        fr: 'écrit une copie de la page dans ce dossier',
        en: 'writes a copy of the page into this folder',
      }),
    )
    .option(
      '--edition <name>',
      t({ fr: 'l’édition, par son nom ou son numéro', en: 'the edition, by name or number' }),
    )
    .addOption(
      new Option('--firmware <kind>', t({ fr: 'micrologiciel du PC', en: 'firmware of the PC' }))
        .choices(FIRMWARES)
        .default('uefi-secure'),
    )
    .addOption(
      new Option(
        '--minutes <n>',
        t({ fr: 'durée maximale du déploiement', en: 'how long the deployment may take' }),
      )
        .default(MINUTES)
        .argParser((text) => {
          if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
          throw new InvalidArgumentError('1–9999');
        }),
    )
    .action(
      act(async (session, image: string, options: LabOptions) => {
        session.mustBeLocal();
        const { windowsLab } = await import('../lab/windows-lab.js');
        return windowsLab(session.config, session.terminal, image, options);
      }),
    );
}
