import type { AuditEntry } from '../../../platform/account/index.js';
import { CSV_BOM, spreadsheetLine, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { actName } from './audit-words.js';

const HEAD: Record<Language, string[]> = {
  fr: ['N°', 'Heure (UTC)', 'Auteur', 'Nom', 'Action', 'Code', 'Sujet', 'Identifiant', 'Adresse', 'Détails'],
  en: ['No.', 'Time (UTC)', 'Author', 'Name', 'Act', 'Code', 'Subject', 'Identifier', 'Address', 'Details'],
};

/** The entries for a spreadsheet. A last line says when there are more. */
export function auditCsv(entries: readonly AuditEntry[], total: number, language: Language): string {
  const lines = entries.map((entry) => [
    entry.id,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorName,
    say(actName(entry.action), language),
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.address ?? '',
    JSON.stringify(entry.data),
  ]);
  const rest = total - entries.length;
  const more = say(
    { fr: `… et ${rest} autres : resserrez les dates`, en: `… and ${rest} more: narrow the dates` },
    language,
  );
  const all = [HEAD[language], ...lines, ...(rest > 0 ? [[more]] : [])];
  return CSV_BOM + all.map(spreadsheetLine).join('');
}
