import { type DocumentFinding, type Severity, same } from '../../../../platform/core/index.js';
import { CLOUD_CONFIG } from './cloud-init-shape.js';
import { checkShape, type ShapeRules } from './shape.js';
import {
  isCrypted,
  isPlaceholder,
  plainSecret,
  SECRET,
  type TextPosition,
  TextReport,
} from './text-report.js';
import { readYaml, yamlAt, type YamlValue } from './yaml-file.js';

const RULES: ShapeRules = {
  prefix: 'cloud-init',
  wrongKind: 'warning',
  becomes: {
    fr: 'cloud-init ignore cette valeur ou la lit autrement',
    en: 'cloud-init ignores this value or reads it differently',
  },
};

/** First lines of user data formats other than cloud-config. https://docs.cloud-init.io/en/latest/explanation/format.html */
const OTHER_FORMATS =
  /^(?:#!|#include|#cloud-boothook|#cloud-config-archive|#cloud-config-jsonp|#part-handler|#upstart-job|## template:|Content-Type:|MIME-Version:|From )/i;

/** Checks user data of cloud-init; formats other than cloud-config are not checked. */
export function checkCloudInit(text: string): DocumentFinding[] {
  const report = new TextReport();
  if (OTHER_FORMATS.test(text)) {
    otherFormat(report, text);
    return report.findings;
  }
  checkFirstLine(report, text, 'warning');
  const root = readYaml(report, text);
  if (root === undefined || root.kind === 'null') return report.findings;
  checkCloudKeys(report, root, '');
  return report.findings;
}

/** Without the line `#cloud-config`, cloud-init ignores the whole file. */
export function checkFirstLine(report: TextReport, text: string, severity: Severity): void {
  const [first = ''] = text.split('\n', 1);
  if (/^#cloud-config\b(?!-)/.test(first)) return;
  report.add({
    rule: 'cloud-init/first-line',
    severity,
    at: { line: 1, column: 1 },
    found: first === '' ? '—' : first,
    expected: same('#cloud-config'),
    remedy: {
      fr: 'comme user-data, ce fichier n’est pas lu sans cette première ligne : ajoutez-la',
      en: 'as user-data, this file is not read without this first line: add it',
    },
  });
}

function otherFormat(report: TextReport, text: string): void {
  const [first = ''] = text.split('\n', 1);
  report.add({
    rule: 'cloud-init/other-format',
    severity: 'note',
    at: { line: 1, column: 1 },
    found: first,
    expected: same('#cloud-config'),
    remedy: {
      fr: 'cloud-init accepte aussi ce format ; il n’est pas contrôlé ici',
      en: 'cloud-init accepts this format too; it is not checked here',
    },
  });
}

/** The keys and values of cloud-config, and its secrets. */
export function checkCloudKeys(report: TextReport, config: YamlValue, path: string): void {
  checkShape(report, RULES, config, CLOUD_CONFIG, path);
  const within = (place: string) => (path === '' ? place : `${path}.${place}`);
  (yamlAt(config, 'users')?.items ?? []).forEach((user, index) => {
    for (const { key, value } of user.entries) {
      const name = key.replaceAll('-', '_');
      if (value.text === '' || isPlaceholder(value.text)) continue;
      const place = within(`users[${index}].${key}`);
      if (name === 'plain_text_passwd') report.add(plainSecret(value.at, place, true));
      else if (['passwd', 'hashed_passwd'].includes(name) && !isCrypted(value.text))
        notAHash(report, value.at, place);
    }
  });
  const password = yamlAt(config, 'password');
  if (password && password.text !== '' && !isPlaceholder(password.text) && !isCrypted(password.text)) {
    report.add(plainSecret(password.at, within('password'), true));
  }
  checkChpasswd(report, yamlAt(config, 'chpasswd'), within('chpasswd'));
  for (const place of [
    ['rh_subscription', 'password'],
    ['rh_subscription', 'activation-key'],
    ['ubuntu_pro', 'token'],
  ]) {
    const found = yamlAt(config, ...place);
    if (found && found.text !== '' && !isPlaceholder(found.text))
      report.add(plainSecret(found.at, within(place.join('.')), false));
  }
}

function checkChpasswd(report: TextReport, chpasswd: YamlValue | undefined, path: string): void {
  (yamlAt(chpasswd, 'users')?.items ?? []).forEach((user, index) => {
    const password = yamlAt(user, 'password');
    const type = yamlAt(user, 'type')?.text ?? 'hash';
    if (password === undefined || isPlaceholder(password.text)) return;
    const place = `${path}.users[${index}].password`;
    if (type === 'text') report.add(plainSecret(password.at, place, true));
    else if (type === 'hash' && !isCrypted(password.text)) notAHash(report, password.at, place);
  });
  const list = yamlAt(chpasswd, 'list');
  const lines = list?.kind === 'list' ? list.items.map(({ text }) => text) : (list?.text.split('\n') ?? []);
  const isPlain = lines.some((line) => {
    const password = /^\s*[^:\s]+:(.*)$/.exec(line)?.[1]?.trim();
    return (
      password !== undefined &&
      password !== '' &&
      !isCrypted(password) &&
      !/^(?:R|RANDOM)$/.test(password) &&
      !isPlaceholder(password)
    );
  });
  if (list && isPlain) report.add(plainSecret(list.at, `${path}.list`, true));
}

/** A clear text where a hash is expected: cloud-init uses it as a hash, and no password matches. */
export function notAHash(report: TextReport, at: TextPosition, path: string): void {
  report.add({
    rule: 'linux/not-a-hash',
    severity: 'warning',
    at,
    path,
    found: SECRET,
    expected: { fr: 'une empreinte crypt(5), $6$… ou $y$…', en: 'a crypt(5) hash, $6$… or $y$…' },
    remedy: {
      fr: 'personne ne pourra se connecter : mettez l’empreinte du mot de passe (openssl passwd -6)',
      en: 'nobody will be able to log in: put the hash of the password (openssl passwd -6)',
    },
  });
}
