import { readFileSync, readdirSync } from 'node:fs';
import { checkMdm } from '../check-mdm.js';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const files = readdirSync(FIXTURES).map((name) => readFileSync(new URL(name, FIXTURES), 'utf8').split('\n'));

/** A valid file with one error, and the lines on which it may be reported, from 1. */
interface Mutation {
  lines: string[];
  named: number[];
}

type Mutate = (lines: readonly string[], at: number) => Mutation | undefined;

/** The line after a key, when it is one element: its value. */
const valueOf = (lines: readonly string[], at: number): string | undefined =>
  /^\t*<key>[^<]*<\/key>$/.test(lines[at] ?? '') ? lines[at + 1] : undefined;

/** Preferences of browsers are not in the table. */
const isOpen = (line = ''): boolean =>
  /HomepageLocation|com\.google\.Chrome|mcx_preference_settings/.test(line);

const replaced = (lines: readonly string[], at: number, line: string): Mutation => ({
  lines: lines.with(at, line),
  named: [at + 1],
});

const WRONG: [RegExp, string][] = [
  [/^(\t*)<(?:true|false)\/>$/, '$1<string>often</string>'],
  [/^(\t*)<integer>.*$/, '$1<string>many</string>'],
  [/^(\t*)<string>.*$/, '$1<integer>7</integer>'],
  [/^(\t*)<date>.*$/, '$1<true/>'],
];

const MUTATIONS: Record<string, Mutate> = {
  'a value of the wrong type': (lines, at) => {
    const value = valueOf(lines, at);
    const wrong = WRONG.find(([pattern]) => pattern.test(value ?? ''));
    if (value === undefined || wrong === undefined || isOpen(lines[at])) return undefined;
    return replaced(lines, at + 1, value.replace(...wrong));
  },
  'a value that is none of those listed': (lines, at) => {
    const value = valueOf(lines, at);
    const listed =
      /EncryptionType|ProxyType|VPNType|Action|DNSProtocol|EmailAccountType|Authentication|orientation/;
    const deep =
      /EncryptionAlgorithm|IntegrityAlgorithm|DeadPeerDetectionRate|IdentifierType|>Enable<|PayloadScope/;
    if (!value?.includes('<string>') || !(listed.test(lines[at]!) || deep.test(lines[at]!))) return undefined;
    return replaced(lines, at + 1, value.replace(/>[^<]*</, '>another<'));
  },
  'a number out of range': (lines, at) => {
    const value = valueOf(lines, at);
    const ranged =
      /PayloadVersion|minLength|maxFailed|pinHistory|maxPINAge|SoftwareUpdateDelay|OnDemandEnabled|DiffieHellman|tilesize|LifeTime/;
    if (!value?.includes('<integer>') || !ranged.test(lines[at]!)) return undefined;
    return replaced(lines, at + 1, value.replace(/\d+/, '99999999'));
  },
  'a required key that lacks': (lines, at) => {
    const required =
      /<key>(?:PayloadUUID|PayloadIdentifier|PayloadType|PayloadVersion|UserDefinedName|VPNType|URL|Label|EmailAccountType|IncomingMailServerHostName|OutgoingMailServerAuthentication|EnableFirewall|Enable|Identifier|IdentifierType|CodeRequirement)<\/key>/;
    if (!required.test(lines[at] ?? '')) return undefined;
    return { lines: lines.toSpliced(at, 2), named: openedBefore(lines, at) };
  },
  'a payload that nobody knows': (lines, at) => {
    if (!lines[at]?.includes('<key>PayloadType<') || lines[at + 1]?.includes('Configuration'))
      return undefined;
    return replaced(lines, at + 1, lines[at + 1]!.replace(/>[^<]*</, '>com.apple.nothing<'));
  },
  'a key that nobody knows': (lines, at) => {
    if (!/^\t*<key>/.test(lines[at] ?? '') || isOpen(lines[at]) || /PayloadType/.test(lines[at]!))
      return undefined;
    return replaced(lines, at, lines[at]!.replace(/>[^<]*</, '>NobodyKnowsThis<'));
  },
};

/** The line of the dictionary of a key: the last one opened with less indentation. */
function openedBefore(lines: readonly string[], at: number): number[] {
  const indentation = /^\t*/.exec(lines[at]!)![0].length;
  for (let line = at - 1; line >= 0; line -= 1) {
    if (lines[line] === `${'\t'.repeat(indentation - 1)}<dict>`) return [line + 1];
  }
  return [];
}

describe('one thing made wrong in a good profile', () => {
  it.each(Object.entries(MUTATIONS))('is named on its line: %s', (_, mutate) => {
    const missed: string[] = [];
    let made = 0;
    for (const file of files) {
      for (let at = 0; at < file.length; at += 1) {
        const mutation = mutate(file, at);
        if (!mutation) continue;
        made += 1;
        const { findings } = checkMdm(Buffer.from(mutation.lines.join('\n')));
        if (!findings.some(({ line }) => mutation.named.includes(line))) missed.push(`${file[at]} ${at + 1}`);
      }
    }
    expect(missed).toEqual([]);
    expect(made).toBeGreaterThanOrEqual(8);
  });
});
