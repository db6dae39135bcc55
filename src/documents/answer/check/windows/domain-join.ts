import type { XmlElement } from '../../../../platform/xml/index.js';
import { type JoinBlob, type JoinBlobFault, readJoinBlob } from '../../join-blob.js';
import { isTrue } from './partition-plan.js';
import { FILL_IN, isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { below, textAt, type WindowsFile } from './windows-file.js';

const JOIN = 'Microsoft-Windows-UnattendedJoin';

/** How a PC joins: with a valid blob, with an account, or to a workgroup; only one of the three. */
export const domainJoin: WindowsRule = (file, report) => {
  const asked = file.find('specialize', JOIN, 'Identification');
  const offline = file.find('offlineServicing', JOIN, 'OfflineIdentification');
  const blobs = [...asked, ...offline].flatMap((element) => below(element, 'Provisioning/AccountData'));
  for (const blob of blobs) accountData(blob, report);
  if (blobs[0]) otherName(readJoinBlob(blobs[0].text), file, report);
  for (const element of asked) {
    const ways = WAYS.flatMap((way) => below(element, way)).filter(
      ({ text, children }) => text.trim() !== '' || children.length > 0,
    );
    if (blobs.length > 0) for (const way of ways) withBlob(way, report);
    else oneWay(element, report);
  }
};

/** Settings that must not be used with a blob, which already holds the domain, the account and its password. */
const WAYS = ['Credentials', 'JoinDomain', 'JoinWorkgroup', 'MachinePassword', 'UnsecureJoin'];

function withBlob(at: XmlElement, report: Report): void {
  report.add({
    rule: 'windows/two-ways-to-join',
    severity: 'error',
    at,
    found: `<${at.name}>, <Provisioning>`,
    expected: { fr: 'un blob de jonction, ou un compte', en: 'a join blob, or an account' },
    remedy: {
      fr: `retirez <${at.name}> : le blob dit déjà le domaine et le compte du PC`,
      en: `remove <${at.name}>: the blob already says the domain and the account of the PC`,
    },
  });
}

function oneWay(element: XmlElement, report: Report): void {
  const domain = textAt(element, 'JoinDomain');
  const [workgroup] = below(element, 'JoinWorkgroup');
  if (!domain) return;
  if (workgroup && workgroup.text.trim() !== '') {
    report.add({
      rule: 'windows/two-ways-to-join',
      severity: 'error',
      at: workgroup,
      found: '<JoinDomain>, <JoinWorkgroup>',
      expected: { fr: 'un domaine, ou un groupe de travail', en: 'a domain, or a workgroup' },
      remedy: { fr: 'retirez l’un des deux', en: 'remove one of the two' },
    });
  }
  const account = below(element, 'Credentials').length > 0 || below(element, 'MachinePassword').length > 0;
  if (account || isTrue(textAt(element, 'UnsecureJoin'))) return;
  report.add({
    rule: 'windows/no-join-account',
    severity: 'warning',
    at: below(element, 'JoinDomain')[0]!,
    found: '<JoinDomain> (Credentials: —)',
    expected: { fr: '<Credentials>, ou un blob de jonction', en: '<Credentials>, or a join blob' },
    remedy: {
      fr: 'donnez le compte qui joint le domaine, ou préparez un blob avec djoin',
      en: 'give the account that joins the domain, or prepare a blob with djoin',
    },
  });
}

function accountData(at: XmlElement, report: Report): void {
  const text = at.text.trim();
  if (text === '') return;
  const blob = readJoinBlob(text);
  if ('fault' in blob) unreadable(at, text, blob.fault, report);
}

function unreadable(
  at: XmlElement,
  text: string,
  expected: { fr: string; en: string },
  report: Report,
): void {
  const filledIn = isPlaceholder(text) || /\s|_/.test(text.slice(0, 20));
  report.add({
    rule: filledIn ? 'windows/placeholder' : 'windows/bad-join-blob',
    severity: filledIn ? 'note' : 'error',
    at,
    found: `<AccountData> (${text.length})`,
    expected,
    remedy: filledIn
      ? FILL_IN
      : {
          fr: 'collez le base64 entier que djoin /provision ou net offlinejoin provision donne, sans marque d’ordre des octets',
          en: 'paste the whole base64 that djoin /provision or net offlinejoin provision gives, without a byte order mark',
        },
  });
}

/** The blob is for one PC: the name in the file must be the name of that PC. */
function otherName(blob: JoinBlob | JoinBlobFault, file: WindowsFile, report: Report): void {
  if ('fault' in blob || blob.machine === undefined) return;
  const { machine } = blob;
  for (const at of file.find('specialize', 'Microsoft-Windows-Shell-Setup', 'ComputerName')) {
    const name = at.text.trim();
    if (name === '' || name === '*' || isPlaceholder(name) || name.toLowerCase() === machine.toLowerCase())
      continue;
    report.add({
      rule: 'windows/join-blob-of-another-pc',
      severity: 'warning',
      at,
      found: name,
      expected: {
        fr: `${machine}, le nom que dit le blob de jonction`,
        en: `${machine}, the name that the join blob says`,
      },
      remedy: {
        fr: 'retirez ComputerName, ou demandez le blob de ce PC',
        en: 'remove ComputerName, or ask for the blob of this PC',
      },
    });
  }
}
