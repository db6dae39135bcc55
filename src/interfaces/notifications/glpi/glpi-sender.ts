import { Injectable } from '@nestjs/common';
import { Certificates } from '../../../deployment/certificate/index.js';
import { OperatorError, type Bilingual } from '../../../platform/core/index.js';
import { Settings } from '../../../platform/settings/index.js';
import { GlpiApi, type GlpiSettings, pushInventory } from './glpi-api.js';
import { GLPI } from './glpi-setting.js';

/** The body of a delivery that attaches a certificate: to the computer of this serial number, or to a ticket. */
export interface CertificateOrder {
  certificateId: string;
  number: string;
  serial: string | null;
  ticket?: number;
}

/** Sends what is due to GLPI. Everything may be sent twice: what is there already stays as it is. */
@Injectable()
export class GlpiSender {
  constructor(
    private readonly settings: Settings,
    private readonly certificates: Certificates,
  ) {}

  async send(
    channel: 'glpi-inventory' | 'glpi-certificate',
    body: string,
    signal: AbortSignal,
  ): Promise<void> {
    const settings = await this.settings.read(GLPI);
    if (channel === 'glpi-inventory') {
      const { deviceid: deviceId } = JSON.parse(body) as { deviceid: string };
      return pushInventory(settings, { deviceId, body }, signal);
    }
    return this.attach(JSON.parse(body) as CertificateOrder, signal);
  }

  /** Logs in to the REST API; the inventory has no such test, since GLPI would keep what it is sent. */
  async try(settings: GlpiSettings): Promise<Bilingual> {
    await GlpiApi.within(settings, AbortSignal.timeout(15_000), () => Promise.resolve());
    return { fr: 'GLPI accepte les jetons.', en: 'GLPI accepts the tokens.' };
  }

  private async attach({ certificateId, number, serial, ticket }: CertificateOrder, signal: AbortSignal) {
    const settings = await this.settings.read(GLPI);
    const content = await this.certificates.pdf(certificateId, 'fr');
    await GlpiApi.within(settings, signal, async (api) => {
      const [itemtype, item] =
        ticket === undefined
          ? (['Computer', await api.computer(serial ?? withoutSerial())] as const)
          : (['Ticket', ticket] as const);
      const document = await api.document(`Certificat ${number}`, { name: `${number}.pdf`, content });
      await api.attach(document, itemtype, item);
    });
  }
}

function withoutSerial(): never {
  throw new OperatorError(
    {
      fr: 'ce PC n’a pas de numéro de série : GLPI ne peut pas être interrogé sur lui',
      en: 'this PC has no serial number: GLPI cannot be asked for it',
    },
    {
      remedy: {
        fr: 'Attachez le certificat à un ticket : etabli glpi attach PC --ticket N.',
        en: 'Attach the certificate to a ticket: etabli glpi attach PC --ticket N.',
      },
    },
  );
}
