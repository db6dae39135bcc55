import type { DocumentFinding } from '../../../../platform/core/index.js';
import { near } from '../windows/near.js';
import { AUTOINSTALL } from './autoinstall-shape.js';
import { checkStorage } from './autoinstall-storage.js';
import { checkCloudKeys, checkFirstLine, notAHash } from './cloud-init.js';
import { checkShape, type ShapeRules } from './shape.js';
import { hasCredentials, isCrypted, isPlaceholder, plainSecret, TextReport } from './text-report.js';
import { readYaml, yamlAt, type YamlValue } from './yaml-file.js';

const RULES: ShapeRules = {
  prefix: 'autoinstall',
  wrongKind: 'error',
  becomes: { fr: 'l’installeur s’arrête à cette valeur', en: 'the installer stops at this value' },
};

/** Checks an autoinstall file: user-data of cloud-init, or autoinstall.yaml. */
export function checkAutoinstall(text: string): DocumentFinding[] {
  const report = new TextReport();
  const root = readYaml(report, text);
  if (root === undefined) return report.findings;
  const inside = root.entries.find(({ key }) => key === 'autoinstall')?.value;
  const path = inside === undefined ? '' : 'autoinstall';
  if (inside !== undefined) checkFirstLine(report, text, 'note');
  const section = inside ?? root;
  checkShape(report, RULES, section, AUTOINSTALL, path);
  if (section.kind !== 'map') return report.findings;
  checkVersion(report, section, path);
  checkSections(report, section);
  checkAccounts(report, section);
  checkStorage(report, yamlAt(section, 'storage'));
  checkSecrets(report, section);
  const userData = yamlAt(section, 'user-data');
  if (userData?.kind === 'map') checkCloudKeys(report, userData, 'user-data');
  return report.findings;
}

function checkVersion(report: TextReport, section: YamlValue, path: string): void {
  const version = yamlAt(section, 'version');
  if (version?.kind !== 'integer' || version.text === '1') return;
  report.add({
    rule: 'autoinstall/bad-value',
    severity: 'error',
    at: version.at,
    path: path === '' ? 'version' : `${path}.version`,
    found: version.text,
    expected: { fr: '1', en: '1' },
    remedy: {
      fr: 'l’installeur refuse les autres versions : écrivez 1',
      en: 'the installer refuses other versions: write 1',
    },
  });
}

function checkSections(report: TextReport, section: YamlValue): void {
  const known = Object.keys(AUTOINSTALL.keys ?? {});
  for (const { text, at } of yamlAt(section, 'interactive-sections')?.items ?? []) {
    if (text === '*' || known.includes(text) || isPlaceholder(text)) continue;
    const meant = report.isFull ? undefined : near(text, known);
    report.add({
      rule: 'autoinstall/unknown-section',
      severity: 'warning',
      at,
      path: 'interactive-sections',
      found: text,
      expected: {
        fr: meant ?? 'une section d’autoinstall, ou *',
        en: meant ?? 'a section of autoinstall, or *',
      },
      remedy: {
        fr: 'aucune section n’a ce nom : corrigez-le',
        en: 'no section has that name: correct it',
      },
    });
  }
}

function checkAccounts(report: TextReport, section: YamlValue): void {
  const asked = yamlAt(section, 'interactive-sections')?.items.map(({ text }) => text) ?? [];
  const says = (key: string) => yamlAt(section, key) !== undefined;
  const isOther = says('active-directory') || says('reset-partition') || says('<<');
  if (asked.includes('*') || asked.includes('identity') || says('identity') || says('user-data') || isOther)
    return;
  report.add({
    rule: 'autoinstall/no-account',
    severity: 'warning',
    at: section.at,
    path: 'identity',
    found: '—',
    expected: { fr: 'identity ou user-data', en: 'identity or user-data' },
    remedy: {
      fr: 'l’installeur serveur s’arrête sans compte : ajoutez identity, ou user-data avec users',
      en: 'the server installer stops without an account: add identity, or user-data with users',
    },
  });
}

function checkSecrets(report: TextReport, section: YamlValue): void {
  const password = yamlAt(section, 'identity', 'password');
  if (password?.kind === 'string' && !isPlaceholder(password.text) && !isCrypted(password.text)) {
    notAHash(report, password.at, 'identity.password');
  }
  const places: string[][] = [
    ['storage', 'layout', 'password'],
    ['ubuntu-pro', 'token'],
    ['ubuntu-advantage', 'token'],
  ];
  for (const place of places) {
    const found = yamlAt(section, ...place);
    if (found && found.text !== '' && !isPlaceholder(found.text))
      report.add(plainSecret(found.at, place.join('.'), false));
  }
  const proxy = yamlAt(section, 'proxy');
  if (proxy && hasCredentials(proxy.text)) report.add(plainSecret(proxy.at, 'proxy', false));
}
