import { quoted } from './finding.js';
import type { InfFile } from './inf-file.js';
import { parseDecoration } from './target-os.js';

/** One device that a manufacturer lists. */
export interface InfModel {
  description: string;
  /** The install section, without decoration. */
  section: string;
  /** In upper case; undefined when the line has compatible ids only. */
  hardwareId?: string;
  /** In upper case. */
  compatibleIds: string[];
}

/** One line of `[Manufacturer]`. */
export interface InfManufacturer {
  name: string;
  /** The decorations that have a section; '' is the section without one. */
  models: { decoration: string; models: InfModel[] }[];
}

/** The largest INFs of vendors have about 10,000. */
const MOST_MODELS = 50_000;
const LONGEST_DESCRIPTION = 256;
/** The longest id that Windows takes: MAX_DEVICE_ID_LEN. */
const LONGEST_ID = 200;

/** The manufacturers and their models, for every architecture and version. */
export function readManufacturers(inf: InfFile): InfManufacturer[] {
  const seen = new Set<string>();
  const room = { left: MOST_MODELS };
  return inf.lines('Manufacturer').flatMap((line) => {
    const [base = '', ...decorations] = line.fields.map((field) => inf.expand(field));
    // The same section under several manufacturers would only repeat its devices.
    if (base === '' || seen.has(base.toLowerCase())) return [];
    seen.add(base.toLowerCase());
    const models = sectionsOf(inf, base, decorations, line.number).map(({ decoration, section }) => ({
      decoration,
      models: readModels(inf, section, room),
    }));
    if (models.length === 0) {
      inf.findings.add(
        `aucune section de modèles pour ${quoted(base)}`,
        `no models section for ${quoted(base)}`,
        line.number,
      );
    }
    return [{ name: inf.expand(line.key ?? base).slice(0, LONGEST_DESCRIPTION), models }];
  });
}

function sectionsOf(inf: InfFile, base: string, decorations: string[], line: number) {
  const found = inf.has(base) ? [{ decoration: '', section: base }] : [];
  for (const decoration of new Set(decorations.filter(Boolean))) {
    const section = `${base}.${decoration}`;
    if (parseDecoration(decoration) === undefined) {
      const text = quoted(decoration);
      inf.findings.add(`décoration invalide : ${text}`, `invalid decoration: ${text}`, line);
    } else if (inf.has(section)) found.push({ decoration, section });
  }
  return found;
}

function readModels(inf: InfFile, section: string, room: { left: number }): InfModel[] {
  const models: InfModel[] = [];
  for (const { key, fields, number } of inf.lines(section)) {
    const [install = '', ...ids] = fields.map((field) => inf.expand(field));
    const [hardwareId = '', ...compatibleIds] = ids.map((id) => id.toUpperCase());
    if (key === undefined || install === '' || ids.every((id) => id === '')) {
      inf.findings.add('modèle sans identifiant de matériel', 'a model without a hardware id', number);
      continue;
    }
    if (ids.some((id) => id.length > LONGEST_ID)) {
      inf.findings.add('identifiant de plus de 200 caractères', 'an id of more than 200 characters', number);
      continue;
    }
    if ((room.left -= 1) < 0) {
      inf.findings.add(`plus de ${MOST_MODELS} modèles`, `more than ${MOST_MODELS} models`, number);
      break;
    }
    models.push({
      description: inf.expand(key).slice(0, LONGEST_DESCRIPTION),
      section: install,
      ...(hardwareId !== '' && { hardwareId }),
      compatibleIds: compatibleIds.filter((id) => id !== ''),
    });
  }
  return models;
}
