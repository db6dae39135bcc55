import type { Bilingual } from '../../../platform/core/index.js';
import { nearNames } from '../../../documents/windows-tables/index.js';

/** The columns of a lot. */
export const COLUMNS = [
  'serial',
  'mac',
  'hostname',
  'user',
  'assetTag',
  'organizationalUnit',
  'position',
  'notes',
] as const;
export type Column = (typeof COLUMNS)[number];

/** The column names in the documentation. */
export const COLUMN_TITLES: Record<Column, Bilingual> = {
  serial: { fr: 'N° de série', en: 'Serial number' },
  mac: { fr: 'Adresse MAC', en: 'MAC address' },
  hostname: { fr: 'Nom du poste', en: 'Hostname' },
  user: { fr: 'Utilisateur', en: 'User' },
  assetTag: { fr: 'N° d’inventaire', en: 'Asset tag' },
  organizationalUnit: { fr: 'Unité d’organisation', en: 'Organizational unit' },
  position: { fr: 'Position', en: 'Position' },
  notes: { fr: 'Remarques', en: 'Notes' },
};

/** Other headings, without accents, case, spaces and punctuation: `N° de série` is `ndeserie`. */
const NAMES: Record<Column, string> = {
  serial:
    'serial serialnumber serialno serialnum sn ns serie noserie nserie nodeserie ndeserie numserie numdeserie numeroserie numerodeserie servicetag etiquettedeservice',
  mac: 'mac macaddress macaddr macadress adressemac addressemac mac1 ethernet ethernetmac maclan macethernet hwaddr hardwareaddress adressephysique adresseethernet',
  hostname:
    'hostname host name computername computer pcname machinename devicename nom nomdhote nomhote nomdupc nompc nomdumachine nomdelamachine nommachine nomduposte nomposte nomdelordinateur nomordinateur poste ordinateur machine',
  user: 'user username userid login assigneduser assignedto owner utilisateur utilisatrice nomutilisateur nomdutilisateur identifiant affectataire affectation attribuea agent beneficiaire',
  assetTag:
    'assettag asset assetnumber assetno inventorynumber inventory tag etiquette inventaire noinventaire ninventaire nodinventaire ndinventaire numinventaire numeroinventaire numerodinventaire immobilisation noimmobilisation nimmobilisation numeroimmobilisation numerodimmobilisation codebarre',
  organizationalUnit:
    'ou organizationalunit organisationalunit orgunit oupath uo unite uniteorganisation uniteorganisationnelle unitedorganisation conteneur',
  position:
    'position benchposition bench slot etabli emplacement place numeroposition noposition nposition positionetabli positionsuretabli',
  notes:
    'notes note comment comments remark remarks description observation observations remarque remarques commentaire commentaires',
};

const BY_NAME = new Map(
  COLUMNS.flatMap((column) => NAMES[column].split(' ').map((name) => [name, column] as const)),
);

/** The column of a French or English heading, or undefined. */
export function columnOf(heading: string): Column | undefined {
  return BY_NAME.get(squeezed(heading));
}

/** The column that an unknown heading probably means, or undefined. */
export function nearColumn(heading: string): Column | undefined {
  const [nearest] = nearNames(squeezed(heading), BY_NAME.keys());
  return nearest === undefined ? undefined : BY_NAME.get(nearest);
}

/** A heading without accents, case, spaces and punctuation. */
export function squeezed(heading: string): string {
  return heading
    .slice(0, 100)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
