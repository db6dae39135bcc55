import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Config, publicAddress } from '../config/index.js';
import { CONFIG } from '../database/index.js';
import { defineSetting } from './setting.js';
import { Settings } from './settings.js';
import { webAddress } from './web-address.js';

/** Where people reach Établi: what QR codes, mails and documents point to. */
export const LINKS = defineSetting({
  name: 'links',
  title: { fr: 'Adresse publique', en: 'Public address' },
  schema: z.object({ baseUrl: webAddress.optional() }),
  fields: [
    {
      name: 'baseUrl',
      label: { fr: 'Adresse d’Établi', en: 'Address of Établi' },
      kind: 'url',
      help: {
        fr: 'Ce que les QR codes des étiquettes et des certificats ouvrent, par exemple https://etabli.exemple.fr. Sans elle : l’adresse de ce serveur.',
        en: 'What the QR codes of labels and certificates open, for example https://etabli.example.org. Without it: the address of this server.',
      },
    },
  ],
});

/** Addresses of the board for people outside a browser: on paper, in a mail. */
@Injectable()
export class Links {
  constructor(
    private readonly settings: Settings,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The whole address of a path of the board: `/find?q=…`. */
  async to(path: string): Promise<string> {
    const { baseUrl } = await this.settings.read(LINKS);
    const base = baseUrl ?? `https://${publicAddress(this.config)}:${this.config.httpsPort}`;
    return `${base.replace(/\/+$/, '')}${path}`;
  }
}
