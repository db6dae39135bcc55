import { createHash, randomBytes } from 'node:crypto';
import {
  AgentFailure,
  broken,
  find,
  type AgentContext,
  type Command,
  type Parameters,
} from './simulated-pc-command.js';
import { ask } from './simulated-pc-network.js';

/** Where the two headers of a pipable WIM have its GUID. */
const GUID_AT = 24;
const HEADER_BYTES = 208;

/** The commands of environment/agent for the capture of a reference PC, with the same answers. */
export const CAPTURE_COMMANDS: Record<string, Command> = {
  'capture-wim': async (parameters, context) => {
    const { reference } = find(parameters['disk'], context);
    if (reference === undefined) throw withoutWindows();
    const wim = withOtherGuid(reference.wim);
    const half = Math.floor(wim.length / 2);
    await send(parameters, context, 0, wim.subarray(0, half));
    context.say({ progress: { done: half, total: wim.length, unit: 'bytes' } });
    await context.midway();
    await send(parameters, context, half, wim.subarray(half));
    const sha256 = createHash('sha256').update(wim).digest('hex');
    await send(parameters, context, wim.length, undefined, sha256);
    return {
      payloadSha256: sha256,
      payload: { bytes: wim.length, heldBefore: 0 },
      rawBytes: wim.length * 3,
      partition: parameters['partition'] ?? 3,
      system: 'windows',
      systemVersion: reference.build,
      edition: 'Professional',
    };
  },
};

/** Two captures of one volume differ. */
function withOtherGuid(wim: Buffer): Buffer {
  const other = Buffer.from(wim);
  const guid = randomBytes(16);
  for (const header of [0, other.length - HEADER_BYTES]) guid.copy(other, header + GUID_AT);
  return other;
}

async function send(
  { uploadUrl, ticket }: Parameters,
  { address, ca, signal }: AgentContext,
  offset: number,
  body?: Buffer,
  sha256?: string,
): Promise<void> {
  const query = `offset=${offset}${sha256 === undefined ? '' : `&sha256=${sha256}`}`;
  const headers = {
    authorization: `Bearer ${String(ticket)}`,
    'content-type': 'application/octet-stream',
    'content-length': String(body?.length ?? 0),
  };
  const request = { method: 'PUT', ca, headers, body, signal };
  const { status, body: answer } = await ask(address, `${String(uploadUrl)}/part?${query}`, request).catch(
    broken,
  );
  if (status >= 300) {
    const why = `HTTP ${status} ${answer.toString()}`;
    throw new AgentFailure(
      'permanent',
      `Établi refuse la capture : ${why}`,
      `Établi refuses the capture: ${why}`,
    );
  }
}

function withoutWindows(): AgentFailure {
  return new AgentFailure(
    'operator',
    'une partition « Windows » attendue, 0 trouvées (-)',
    "one partition 'Windows' expected, 0 found (-)",
    {
      fr: 'Nommez la partition de Windows par son numéro.',
      en: 'Name the partition of Windows by its number.',
    },
  );
}
