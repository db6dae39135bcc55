import type { Registration } from '../registration.js';

export function registerDemo({ program, t, act }: Registration): void {
  program
    .command('demo')
    .description(
      t({
        fr: 'Déploie des PC virtuels, de la mise sous tension au certificat',
        en: 'Deploys virtual PCs, from power-on to certificate',
      }),
    )
    .action(act(() => Promise.resolve()));
}
