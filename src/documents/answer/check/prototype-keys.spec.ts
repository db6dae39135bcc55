import { plainNameLike, PROTOTYPE_KEYS } from '../../../../test/support/prototype-keys.js';
import { importAnswer } from '../import/import-answer.js';
import type { AnswerKind } from '../answer-kind.js';
import { checkAnswer } from './check-answer.js';

/** Documents of each kind, with a name in each place where a name may be. */
const DOCUMENTS: [AnswerKind, (name: string) => string][] = [
  [
    'cloud-init',
    (name) =>
      `#cloud-config\n${name}: x\nusers:\n  - {name: a, ${name}: b}\nwrite_files:\n  - {path: a, ${name}: 1}\n`,
  ],
  ['cloud-init', (name) => `#cloud-config\nchpasswd: {${name}: 1}\n${name}:\n  ${name}: 1\n`],
  [
    'autoinstall',
    (name) =>
      `autoinstall:\n  version: 1\n  ${name}: x\n  identity: {${name}: a}\n  interactive-sections: [${name}]\n`,
  ],
  [
    'autoinstall',
    (name) =>
      `autoinstall:\n  version: 1\n  storage:\n    layout: {name: ${name}}\n    config:\n      - {type: ${name}, id: ${name}, device: ${name}}\n`,
  ],
  [
    'preseed',
    (name) =>
      `d-i ${name} string a\n${name} a/b ${name} c\nd-i apt-setup/local0/${name} ${name} x\nd-i apt-setup/local0/${name} string x\n`,
  ],
  ['kickstart', (name) => `${name} --${name}=1\nnetwork --${name}=1 ${name}\n%${name}\n%end\n`],
  ['autounattend', (name) => windows(`<${name}/><${name} ${name}="1"/>`, name)],
  [
    'unattend',
    (name) => windows(`<ComputerName ${name}="a">${name}</ComputerName>`, 'Microsoft-Windows-Shell-Setup'),
  ],
];

function windows(inside: string, component: string): string {
  return `<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize"><component name="${component}" processorArchitecture="amd64">${inside}</component></settings></unattend>`;
}

describe.each(DOCUMENTS)('%s', (kind, document) => {
  it.each(PROTOTYPE_KEYS)('takes %s for a name as any other', (name) => {
    const shape = (text: string, own: string) =>
      checkAnswer(Buffer.from(text), { kind }).findings.map(({ rule, severity, line, path = '', found }) =>
        [rule, severity, line, path.replaceAll(own, 'NAME'), found.replaceAll(own, 'NAME')].join(' '),
      );
    const plain = plainNameLike(name);
    expect(shape(document(name), name)).toEqual(shape(document(plain), plain));
  });
});

it.each(PROTOTYPE_KEYS)('an import takes %s for a name as any other', (name) => {
  const { result } = importAnswer(
    Buffer.from(windows(`<${name} xmlns:x="${name}" x:a="1">b</${name}>`, name)),
  );
  expect(result.draft.windows['raw']).toEqual([
    { pass: 'specialize', component: name, settings: [{ name, value: 'b' }] },
  ]);
});
