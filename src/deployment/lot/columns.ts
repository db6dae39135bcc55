/** What a lot may say of a PC. */
export const COLUMNS = [
  'serial',
  'mac',
  'hostname',
  'user',
  'assetTag',
  'organizationalUnit',
  'notes',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What spreadsheets call them, without accents, case, spaces and signs: `N° de série` is `ndeserie`. */
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
  notes:
    'notes note comment comments remark remarks description observation observations remarque remarques commentaire commentaires',
};

const BY_NAME = new Map(
  COLUMNS.flatMap((column) => NAMES[column].split(' ').map((name) => [name, column] as const)),
);

/** The column that a heading means, in French or English, or undefined. */
export function columnOf(heading: string): Column | undefined {
  const name = heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return BY_NAME.get(name);
}
