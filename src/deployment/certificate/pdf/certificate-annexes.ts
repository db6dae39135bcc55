import type { Certificate } from '../../proof/index.js';
import type { Sheet } from './sheet.js';
import { drawTable } from './table.js';
import { clockText, lastedText } from './typography.js';
import { COMPONENT_NAMES } from './words.js';

/** Components, steps, drivers and software: what a later technician looks up. */
export function drawAnnexes(sheet: Sheet, { machine, steps, drivers, software }: Certificate): void {
  drawTable(sheet, {
    title: { fr: 'Composants', en: 'Components' },
    heads: { fr: 'Composant | Description | N° de série', en: 'Component | Description | Serial number' },
    shares: [20, 54, 26],
    rows: machine.components.map(({ kind, description, serial }) => [
      COMPONENT_NAMES[kind] ?? kind,
      description,
      serial,
    ]),
  });
  drawChanges(sheet, machine.componentsChanged);
  drawTable(sheet, {
    title: { fr: 'Étapes du déploiement', en: 'Deployment steps' },
    heads: { fr: 'Étape | À | Durée | Essais', en: 'Step | At | Duration | Attempts' },
    shares: [52, 16, 18, 14],
    rows: steps.map(({ title, startedAt, endedAt, attempts }) => [
      title,
      clockText(startedAt, sheet.place),
      lastedText(startedAt, endedAt),
      String(attempts),
    ]),
  });
  drawTable(sheet, {
    title: { fr: 'Pilotes', en: 'Drivers' },
    heads: { fr: 'Périphérique | Pilote | Version', en: 'Device | Driver | Version' },
    shares: [50, 25, 25],
    rows: drivers.map(({ device, driver, version }) => [device, driver, version]),
  });
  drawSoftware(sheet, software);
}

function drawChanges(sheet: Sheet, changes: Certificate['machine']['componentsChanged']): void {
  const title = { fr: 'Composants changés', en: 'Components changed' };
  if (changes.length === 0) {
    sheet.title(title);
    sheet.paragraph({ fr: 'Aucun composant n’a été changé.', en: 'No component was changed.' });
    return;
  }
  drawTable(sheet, {
    title,
    heads: { fr: 'Composant | Retiré | Posé | Par', en: 'Component | Removed | Fitted | By' },
    shares: [24, 28, 28, 20],
    rows: changes.map(({ what, removed, fitted, by }) => [what, removed, fitted, by]),
  });
}

/** Two packages a line: a desktop has hundreds. */
function drawSoftware(sheet: Sheet, software: Certificate['software']): void {
  const half = Math.ceil(software.length / 2);
  drawTable(sheet, {
    title: { fr: `Logiciels (${software.length})`, en: `Software (${software.length})` },
    heads: { fr: 'Nom | Version | Nom | Version', en: 'Name | Version | Name | Version' },
    shares: [27, 23, 27, 23],
    rows: software.slice(0, half).map((one, at) => {
      const other = software[half + at];
      return [one.name, one.version, { text: other?.name ?? '', bold: true }, other?.version ?? ''];
    }),
    size: 7.5,
  });
}
