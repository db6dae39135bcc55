import { z } from 'zod';
import { imageSchema } from './image.js';
import { defineSetting } from './setting.js';

const LOGO_BYTES = 200_000;
const line = (most: number) => z.string().trim().min(1).max(most).optional();

/** Who does the work: the head of certificates, reports and labels. */
export const PROVIDER = defineSetting({
  name: 'provider',
  title: { fr: 'Prestataire', en: 'Provider' },
  schema: z.object({
    name: line(120),
    logo: imageSchema(LOGO_BYTES).optional(),
    address: line(500),
    contact: line(200),
    orderLabel: line(40),
    orderPrefix: line(20),
  }),
  fields: [
    {
      name: 'name',
      label: { fr: 'Nom', en: 'Name' },
      kind: 'text',
      help: {
        fr: 'La société ou le service qui déploie les PC, tel qu’il figure sur les documents.',
        en: 'The company or department that deploys the PCs, as documents show it.',
      },
    },
    {
      name: 'logo',
      label: { fr: 'Logo', en: 'Logo' },
      kind: 'image',
      help: { fr: 'PNG ou JPEG, 200 ko au plus.', en: 'PNG or JPEG, at most 200 kB.' },
    },
    { name: 'address', label: { fr: 'Adresse', en: 'Address' }, kind: 'multiline' },
    {
      name: 'contact',
      label: { fr: 'Contact', en: 'Contact' },
      kind: 'text',
      help: {
        fr: 'Téléphone, adresse électronique ou site, sur une ligne.',
        en: 'Telephone, e-mail or web site, on one line.',
      },
    },
    {
      name: 'orderLabel',
      label: { fr: 'Nom du numéro de commande', en: 'Name of the order number' },
      kind: 'text',
      help: {
        fr: 'Ce que les documents écrivent devant le numéro : « Commande », « Bon de travail », « Ticket ».',
        en: 'What documents write before the number: “Order”, “Work order”, “Ticket”.',
      },
    },
    {
      name: 'orderPrefix',
      label: { fr: 'Préfixe du numéro de commande', en: 'Prefix of the order number' },
      kind: 'text',
      help: {
        fr: 'Ajouté devant un numéro qui n’est fait que de chiffres : « BC- » donne BC-4711.',
        en: 'Added before a number that has digits only: “PO-” makes PO-4711.',
      },
    },
  ],
});
