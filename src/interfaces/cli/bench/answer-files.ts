import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAnswer, renderAnswer } from '../../../documents/answer/index.js';
import { type ProfileDocument, readProfile } from '../../../documents/profile/index.js';
import { HOME } from '../paths.js';
import type { Terminal } from '../terminal.js';

/** The approximate time of one measurement. */
const MEASURE_MS = 2_000;
/** Sizes of the files that are checked, up to the largest accepted. The rendered file is checked too. */
const SIZES = [1_000_000, 2_000_000, 5_000_000, 10_000_000];

interface Checked {
  bytes: number;
  megabytesPerSecond: number;
  millisecondsPerMegabyte: number;
}

/** Measures how fast answer files are rendered and checked on one core, and prints figures. */
export function answerFiles(terminal: Terminal): void {
  const profile = readProfile(readFileSync(join(HOME, 'profiles', 'windows-11-atelier.yaml'), 'utf8'));
  const text = autounattend(profile, 0);
  const rendered = { bytes: Buffer.byteLength(text), perSecond: renders(profile) };
  const checked = [Buffer.from(text), ...SIZES.map((bytes) => enlarged(text, bytes))].map(checks);
  terminal.result({ rendered, checked }, () => [
    `autounattend.xml, ${kilobytes(rendered.bytes)} KB: ${rendered.perSecond.toFixed(0)} rendered a second`,
    ...checked.map(
      ({ bytes, megabytesPerSecond, millisecondsPerMegabyte }) =>
        `check, ${kilobytes(bytes)} KB: ${megabytesPerSecond.toFixed(1)} MB/s, ${millisecondsPerMegabyte.toFixed(1)} ms/MB`,
    ),
  ]);
}

/** The file of one PC; the file of each number is different. */
function autounattend(profile: ProfileDocument, number: number): string {
  const machine = { serial: `PF${String(number).padStart(6, '0')}` };
  return renderAnswer({ kind: 'autounattend', profile, machine }).files[0]?.text ?? '';
}

function renders(profile: ProfileDocument): number {
  return 1000 / millisecondsOf((number) => autounattend(profile, number));
}

function checks(file: Buffer): Checked {
  const milliseconds = millisecondsOf(() => checkAnswer(file, { kind: 'autounattend' }));
  const megabytes = file.length / 1_000_000;
  return {
    bytes: file.length,
    megabytesPerSecond: (1000 * megabytes) / milliseconds,
    millisecondsPerMegabyte: milliseconds / megabytes,
  };
}

/** Processor time of one run after a warm-up, from at least three runs. */
function millisecondsOf(work: (number: number) => unknown): number {
  const warm = performance.now();
  for (let number = 0; performance.now() - warm < MEASURE_MS / 4; number += 1) work(number);
  const [start, before] = [performance.now(), process.cpuUsage()];
  let runs = 0;
  while (runs < 3 || performance.now() - start < MEASURE_MS) work((runs += 1));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / runs;
}

/** The file enlarged to about `bytes` with valid firewall groups. */
function enlarged(text: string, bytes: number): Buffer {
  const end = '</unattend>';
  const [before, after] = [
    '  <settings pass="specialize">\n    <component name="Networking-MPSSVC-Svc" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">\n      <FirewallGroups>\n',
    `      </FirewallGroups>\n    </component>\n  </settings>\n${end}\n`,
  ];
  const groups: string[] = [];
  let room = bytes - Buffer.byteLength(text) - before.length - after.length;
  for (let number = 1; ; number += 1) {
    const group = `        <FirewallGroup wcm:action="add" wcm:keyValue="group-${number}">\n          <Active>true</Active>\n          <Group>Group ${number}</Group>\n          <Profile>all</Profile>\n        </FirewallGroup>\n`;
    room -= group.length;
    if (room < 0) break;
    groups.push(group);
  }
  return Buffer.from(text.replace(end, () => '').trimEnd() + `\n${before}${groups.join('')}${after}`);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
