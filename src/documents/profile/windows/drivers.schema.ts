import { z } from 'zod';
import { option } from './option.js';

export const drivers = z.strictObject({
  missing: option(
    z.enum(['fail', 'reserve', 'ignore']).default('reserve'),
    {
      fr: 'Un appareil pour lequel ni l’image ni le catalogue n’a de pilote : `fail` refuse le PC avant tout effacement, `reserve` le dit en réserve au certificat, `ignore` le dit pour information',
      en: 'A device for which neither the image nor the catalogue has a driver: `fail` refuses the PC before anything is erased, `reserve` is a reservation in the certificate, `ignore` is only told there',
    },
    'deployment boot-check',
  ),
});
