import { parse } from 'yaml';
import {
  LINUX_KINDS,
  linuxAnswer,
  type LinuxKind,
  printed,
  SSH_KEY,
} from '../../../../test/support/linux-answer.js';
import { fieldIn, InputError, storable } from '../../../platform/core/index.js';
import { preseedLines } from '../check/linux/preseed-lines.js';
import { shellWords } from '../check/linux/shell-words.js';

const HOSTILE: [title: string, text: string][] = [
  ['quotes', `it's "so" \u2018so\u2019`],
  ['percent signs', '%PATH% 50% %end %include /etc/shadow'],
  ['operators of a shell', 'a & rm -rf / | b; $(reboot) `id` > c'],
  ['a template', '{{serial}} {{{x}}} {vault:other/secret}'],
  ['YAML', '- a: [b] {c} #d !e &f *g'],
  ['a comment', 'a #b'],
  ['a value of YAML 1.1', 'yes'],
  ['new lines', 'a\nd-i preseed/run string x\r\nc'],
  ['a NUL', 'a\u0000b'],
  ['an escape', 'a\u001b[31mb'],
  ['the next line of YAML 1.1', 'a\u0085b\u2028c'],
  ['a byte order mark', 'a\ufeffb'],
  ['half a surrogate pair', 'a\ud800b'],
  ['bidirectional controls', 'a\u202eb\u2066c\u200fd'],
  ['backslashes', 'a\\nb\\0101\\'],
  ['spaces around', ' a '],
  ['64 KB', 'x'.repeat(65_536)],
];

interface Place {
  option: string;
  sections: (text: string) => object;
  secrets?: (text: string) => Record<string, string>;
  /** The value as read back by another parser; undefined where only the printed scripts contain it. */
  found?: (kind: LinuxKind, text: string) => string | undefined;
}

interface CloudUser {
  gecos?: string;
  ssh_authorized_keys?: string[];
}

function cloudUser(kind: LinuxKind, text: string): CloudUser {
  const document = parse(text, { version: '1.1' }) as Record<string, Record<string, unknown>>;
  const config = kind === 'autoinstall' ? document['autoinstall']!['user-data']! : document;
  return ((config as Record<string, unknown>)['users'] as CloudUser[])[0]!;
}

function kickstartWords(text: string, command: string): string[] {
  const line = text.split('\n').find((each) => each.startsWith(`${command} `))!;
  return shellWords(line)!.map((word) => word.text);
}

const PLACES: Place[] = [
  {
    option: 'users[0].fullName',
    sections: (text) => ({ users: [{ name: 'anna', fullName: text }] }),
    found: (kind, text) => {
      if (kind === 'preseed')
        return preseedLines(text).answers.find(({ question }) => question === 'passwd/user-fullname')!.value;
      if (kind === 'kickstart')
        return kickstartWords(text, 'user')
          .find((word) => word.startsWith('--gecos='))!
          .slice(8);
      return cloudUser(kind, text).gecos;
    },
  },
  {
    option: 'users[0].sshKeys[0]',
    sections: (text) => ({
      users: [{ name: 'anna', sshKeys: [`${SSH_KEY.replace(/ anna@office$/, '')} ${text}`] }],
    }),
    found: (kind, text) => {
      if (kind === 'preseed') return undefined;
      const key =
        kind === 'kickstart'
          ? kickstartWords(text, 'sshkey')[2]
          : cloudUser(kind, text).ssh_authorized_keys?.[0];
      return key?.split(' ').slice(2).join(' ');
    },
  },
  {
    option: 'software[0].script',
    sections: (text) => ({ software: [{ kind: 'script', name: 'one', script: text }] }),
  },
  {
    option: 'software[0].name',
    sections: (text) => ({ software: [{ kind: 'script', name: text, script: 'true' }] }),
  },
  {
    option: 'disk.rule.model',
    sections: (text) => ({ disk: { rule: { model: text } } }),
  },
  {
    option: 'network.wifi[0].passphrase',
    sections: () => ({
      network: { wifi: [{ ssid: 'a', security: 'wpa2-psk', passphrase: { vault: 'wifi' } }] },
    }),
    secrets: (text) => ({ wifi: text }),
  },
  {
    option: 'network.wifi[0].eap.identity',
    sections: (text) => ({
      network: {
        wifi: [{ ssid: 'a', security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', identity: text } }],
      },
    }),
  },
];

/** How a script or a keyfile escapes a text. */
function waysToWrite(text: string): string[] {
  const keyfile = text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replace(/^ /, '\\s');
  const words = [text, keyfile].flatMap((each) => [each, each.replaceAll("'", "'\\''")]);
  const lines = text.replace(/\n$/, '').split('\n');
  return [...words, lines.map((line) => `'${line}'`).join(' \\\n  ')];
}

function outcome(
  kind: LinuxKind,
  { sections, secrets }: Place,
  text: string,
): { refused: string[] } | { files: string } {
  try {
    const { files } = linuxAnswer(kind, sections(text), secrets && { secrets: secrets(text) });
    return { files: files[0]!.text };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refused: error.findings.map((finding) => fieldIn(finding, 'en')) };
  }
}

/** All output of the file's scripts, including nested ones: it must contain the text. */
function printedAt(files: string): string {
  const texts = [files];
  for (let depth = 0; depth < 4; depth += 1) texts.push(unescapedOnce(texts.at(-1)!));
  return `${texts.join('\n')}\n${printed(files)}`;
}

function unescapedOnce(text: string): string {
  const latin = text.replaceAll('\\\\', '\\').replace(/\\0([0-7]{3})/g, (_, octal: string) => {
    return String.fromCharCode(parseInt(octal, 8));
  });
  return latin.replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

describe.each(LINUX_KINDS)('a hostile text in %s', (kind) => {
  describe.each(PLACES)('in $option', (place) => {
    it.each(HOSTILE)('is refused by the name of the option, or carried as it is: %s', (_title, hostile) => {
      const result = outcome(kind, place, hostile);
      // A lone surrogate cannot be encoded in UTF-8: the profile then contains the replacement character.
      const text = storable(hostile);
      if ('refused' in result) {
        const group = place.option.split('[')[0]!.split('.')[0]!;
        expect(result.refused.every((field) => field === place.option || field === group)).toBe(true);
        return;
      }
      // Only an installer selects a disk; it compares models in lower case.
      if (place.option === 'disk.rule.model' && kind === 'cloud-init') return;
      const found = place.found?.(kind, result.files);
      if (found !== undefined) expect(found).toBe(text);
      else {
        const all = printedAt(result.files).replaceAll(/\n {6}/g, '\n');
        const wanted = place.option === 'disk.rule.model' ? text.toLowerCase().split(/[*?]/)[0]! : text;
        const isThere = waysToWrite(wanted).some(
          (way) => all.includes(way) || all.includes(way.replaceAll('\n  ', '\n')),
        );
        expect(isThere ? '' : all.slice(-3_000)).toBe('');
      }
    });
  });
});
