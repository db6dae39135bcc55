import { ANSWER_KINDS, renderAnswer } from '../../../../documents/answer/index.js';
import { MDM_PLATFORMS, renderMdm } from '../../../../documents/mdm/index.js';
import { parseProfile, type ProfileDocument } from '../../../../documents/profile/index.js';
import type { Hostile } from './filled.js';
import type { Subject } from './subject.js';

const MOST = 1 << 20;
const MACHINE = { serial: 'SN-1', assetTag: 'INV-1', macs: ['02:00:00:00:00:01'], hostname: 'PC-1' };
const PAYLOAD = Buffer.from('a payload');

/** Each renderer, with the profiles whose lists and maps grow. The time includes parsing the profile. */
export function renderingSubjects(profiles: Record<string, Hostile>): Subject[] {
  const documents = Object.fromEntries(
    Object.entries(profiles).filter(([name]) => / (?:\[\]|\{\})$/.test(name)),
  );
  const rendering = (name: string, render: (profile: ProfileDocument) => unknown): Subject => ({
    name: `render ${name}`,
    most: MOST,
    documents,
    read: (bytes) => render(parseProfile({ windows: {}, ...(JSON.parse(bytes.toString('utf8')) as object) })),
  });
  return [
    ...ANSWER_KINDS.map((kind) =>
      rendering(kind, (profile) => renderAnswer({ kind, profile, machine: MACHINE })),
    ),
    ...MDM_PLATFORMS.map((platform) =>
      rendering(`mdm ${platform}`, (profile) =>
        renderMdm({ platform, profile, machine: MACHINE, payload: () => PAYLOAD }),
      ),
    ),
  ];
}
