import { type DocumentFinding, same } from '../../../../platform/core/index.js';
import {
  PRESEED_QUESTIONS,
  QUESTION_TYPES,
  questionType,
  UNASKED_TYPES,
} from '../../tables/preseed-questions.js';
import { near } from '../windows/near.js';
import { type PreseedAnswer, preseedLines } from './preseed-lines.js';
import { hasCredentials, isCrypted, isPlaceholder, plainSecret, SECRET, TextReport } from './text-report.js';

/** Owners of the installer's own questions; questions of the installed system may have any package as owner. */
const INSTALLER_OWNERS = [
  'd-i',
  'tasksel',
  'popularity-contest',
  'ubiquity',
  'choose-mirror-bin',
  'netcfg',
  'base-config',
];
const IN_CLEAR = /^(?:passwd\/(?:root|user)-password(?:-again)?|grub-installer\/password(?:-again)?)$/;
const ALWAYS_SECRET =
  /^(?:partman-crypto\/passphrase(?:-again)?|network-console\/password(?:-again)?|netcfg\/wireless_w(?:pa|ep)|partman-iscsi\/login\/password)$/;

/** Checks a preseed file, read as debconf-set-selections(1) and debian-installer do. */
export function checkPreseed(text: string): DocumentFinding[] {
  const report = new TextReport();
  const { answers, brokenContinuations, swallowedComments } = preseedLines(text);
  for (const at of brokenContinuations) report.add({ ...BROKEN, at, found: '\\' });
  for (const at of swallowedComments) report.add({ ...SWALLOWED, at, found: '#' });
  const seen = new Map<string, PreseedAnswer>();
  for (const answer of answers) {
    if ([answer.owner, answer.question, answer.type].some((part) => isPlaceholder(part ?? ''))) continue;
    if (!checkForm(report, answer)) continue;
    checkQuestion(report, answer);
    checkValue(report, answer);
    checkTwice(report, seen, answer);
  }
  return report.findings;
}

const BROKEN = {
  rule: 'preseed/broken-continuation',
  severity: 'error',
  expected: { fr: 'rien après la barre oblique inverse', en: 'nothing after the backslash' },
  remedy: {
    fr: 'supprimez les espaces à la fin de la ligne : sans cela, la ligne suivante n’en est pas la suite',
    en: 'remove the spaces at the end of the line: with them, the next line does not continue it',
  },
} as const;

const SWALLOWED = {
  rule: 'preseed/comment-in-continuation',
  severity: 'warning',
  expected: { fr: 'la suite de la valeur', en: 'the rest of the value' },
  remedy: {
    fr: 'la ligne précédente se poursuit ici : ce commentaire fait partie de la valeur',
    en: 'the previous line continues here: this comment becomes part of the value',
  },
} as const;

/** Whether the line has all parts of an answer; if not, it is reported and not checked further. */
function checkForm(report: TextReport, { owner, question, type, at }: PreseedAnswer): boolean {
  if (question === undefined || type === undefined) {
    const expected = { fr: 'propriétaire question type valeur', en: 'owner question type value' };
    const remedy = {
      fr: 'debconf refuse cette ligne : complétez-la, ou commentez-la par #',
      en: 'debconf refuses this line: complete it, or comment it out with #',
    };
    report.add({
      rule: 'preseed/incomplete',
      severity: 'error',
      at: at.owner,
      found: owner,
      expected,
      remedy,
    });
    return false;
  }
  if ([...UNASKED_TYPES, ...QUESTION_TYPES].includes(type)) return true;
  report.add({
    rule: 'preseed/unknown-type',
    severity: 'error',
    at: at.type,
    path: question,
    found: type,
    expected: same(QUESTION_TYPES.join(', ')),
    remedy: {
      fr: 'debconf saute cette ligne : écrivez le type entre la question et la valeur',
      en: 'debconf skips this line: write the type between the question and the value',
    },
  });
  return false;
}

function checkQuestion(report: TextReport, { owner, question = '', type = '', at }: PreseedAnswer): void {
  if (UNASKED_TYPES.includes(type)) return;
  const known = questionType(question);
  if (known === undefined) {
    if (INSTALLER_OWNERS.includes(owner)) unknownQuestion(report, question, at.question);
    return;
  }
  const isText = (name: string) => ['string', 'select', 'multiselect', 'text'].includes(name);
  // The type matters only for booleans; the text types are interchangeable.
  if (known === type || (isText(known) && isText(type))) return;
  report.add({
    rule: 'preseed/wrong-type',
    severity: 'warning',
    at: at.type,
    path: question,
    found: type,
    expected: same(known),
    remedy: {
      fr: `la question est de type ${known} : corrigez le type`,
      en: `the question is of type ${known}: correct the type`,
    },
  });
}

function unknownQuestion(report: TextReport, question: string, at: PreseedAnswer['at']['question']): void {
  const meant = report.isFull ? undefined : near(question, PRESEED_QUESTIONS.keys());
  report.add({
    rule: 'preseed/unknown-question',
    severity: meant === undefined ? 'note' : 'warning',
    at,
    path: question,
    found: question,
    expected:
      meant === undefined
        ? { fr: 'une question de debian-installer', en: 'a question of debian-installer' }
        : same(meant),
    remedy: {
      fr: 'si l’installeur ne pose pas cette question, la ligne est sans effet : vérifiez son nom',
      en: 'if the installer does not ask this question, the line has no effect: check its name',
    },
  });
}

function checkValue(report: TextReport, { question = '', type, value, at }: PreseedAnswer): void {
  const said = value.trim();
  if (UNASKED_TYPES.includes(type ?? '') || said === '' || isPlaceholder(said)) return;
  const known = questionType(question) ?? type;
  if (known === 'boolean' && type === 'boolean' && said !== 'true' && said !== 'false')
    notBoolean(report, question, said, at.value);
  if (/-password-crypted$/.test(question) && !isCrypted(said)) {
    report.add({
      rule: 'linux/not-a-hash',
      severity: 'warning',
      at: at.value,
      path: question,
      found: SECRET,
      expected: { fr: 'une empreinte crypt(5), $6$… ou $y$…', en: 'a crypt(5) hash, $6$… or $y$…' },
      remedy: {
        fr: 'personne ne pourra se connecter : mettez l’empreinte du mot de passe (openssl passwd -6)',
        en: 'nobody will be able to log in: put the hash of the password (openssl passwd -6)',
      },
    });
  }
  if (IN_CLEAR.test(question)) report.add(plainSecret(at.value, question, true));
  else if (ALWAYS_SECRET.test(question) || hasCredentials(said))
    report.add(plainSecret(at.value, question, false));
}

function notBoolean(report: TextReport, path: string, found: string, at: PreseedAnswer['at']['value']): void {
  report.add({
    rule: 'preseed/not-boolean',
    severity: 'error',
    at,
    path,
    found,
    expected: { fr: 'true ou false', en: 'true or false' },
    remedy: {
      fr: 'debconf n’accepte que ces valeurs : écrivez true ou false, en minuscules',
      en: 'debconf accepts only these values: write true or false, in lower case',
    },
  });
}

/** The last answer counts; repeated answers are reported only when they differ. */
function checkTwice(report: TextReport, seen: Map<string, PreseedAnswer>, answer: PreseedAnswer): void {
  const { question = '', type = '', value, at } = answer;
  if (UNASKED_TYPES.includes(type)) return;
  const before = seen.get(question);
  seen.set(question, answer);
  if (before === undefined || before.value.trim() === value.trim()) return;
  const isSecret = IN_CLEAR.test(question) || ALWAYS_SECRET.test(question) || type === 'password';
  report.add({
    rule: 'preseed/answered-twice',
    severity: 'warning',
    at: at.question,
    path: question,
    found: isSecret ? SECRET : value.trim(),
    expected: {
      fr: `une seule réponse ; l’autre est à la ligne ${before.at.question.line}`,
      en: `one answer only; the other is on line ${before.at.question.line}`,
    },
    remedy: {
      fr: 'la dernière compte : supprimez l’autre',
      en: 'the last one counts: remove the other',
    },
  });
}
