import { Injectable } from '@nestjs/common';
import { imageOf, PROVIDER, Settings } from '../../platform/settings/index.js';
import { sha256 } from '../../platform/cms/index.js';
import type { Certificate } from '../proof/index.js';
import type { Pictures } from './pdf/pictures.js';

/** Who does the work, as documents show it. */
export interface Head {
  provider?: NonNullable<Certificate['provider']>;
  /** Of the logo. */
  pictures: Pictures;
}

/** The provider of the settings, as documents name it. */
@Injectable()
export class Letterhead {
  constructor(private readonly settings: Settings) {}

  async read(): Promise<Head> {
    const { name, address, contact, orderLabel, logo } = await this.settings.read(PROVIDER);
    const bytes = logo === undefined ? undefined : imageOf(logo)?.bytes;
    const digest = bytes && sha256(bytes).toString('hex');
    const provider = { name, address, contact, orderLabel, ...(digest && { logoSha256: digest }) };
    const given = Object.fromEntries(Object.entries(provider).filter(([, value]) => value !== undefined));
    return {
      ...(Object.keys(given).length > 0 && { provider: given }),
      pictures: new Map(bytes && digest ? [[digest, bytes]] : []),
    };
  }

  /** An order number as it is written; one of digits only gets the prefix of the settings. */
  async orderNumber(given: string): Promise<string> {
    const { orderPrefix = '' } = await this.settings.read(PROVIDER);
    return /^\d+$/.test(given) ? `${orderPrefix}${given}` : given;
  }
}
