import type { WindowsScripts } from './index.js';
import { BITLOCKER, EXTRAS, OPTIONS } from './personalise-options.js';

interface SimulatedUpdate {
  id: string;
  kb: string;
  title?: string;
  isDriver?: boolean;
  /** HRESULT of each installation; it goes in where there is none (any more). */
  fails?: string[];
  restart?: boolean;
  asks?: boolean;
}

/** A Windows Update whose server offers `pc.updates`, each until it is installed. */
export const UPDATES: WindowsScripts = {
  'updates/search': (_: unknown, pc) => ({
    result: {
      found: updatesOf(pc).map(foundUpdate),
      error: null,
      restartDue: isDue(pc),
    },
  }),
  'updates/install': ({ ids }: { ids: string[] }, pc) => {
    const tried = updatesOf(pc).filter(({ id }) => ids.includes(id));
    const outcomes = tried.map((update) => {
      const hresult = update.fails?.shift() ?? null;
      if (hresult === null) pc['updates'] = updatesOf(pc).filter((one) => one !== update);
      const stage = hresult === null ? 'done' : 'install';
      return { ...foundUpdate(update), stage, hresult, restart: update.restart === true && hresult === null };
    });
    const asksRestart = outcomes.some(({ restart }) => restart);
    if (asksRestart) Object.assign(pc, { restartDue: true, dueSince: pc['bootedAt'] });
    return { result: { outcomes, error: null, restartDue: asksRestart } };
  },
};

/** Until it has started once more. */
function isDue(pc: Record<string, unknown>): boolean {
  return pc['restartDue'] === true && pc['dueSince'] === pc['bootedAt'];
}

function updatesOf(pc: Record<string, unknown>): SimulatedUpdate[] {
  return (pc['updates'] as SimulatedUpdate[] | undefined) ?? [];
}

const foundUpdate = ({
  id,
  kb,
  title = `Update ${id}`,
  isDriver = false,
  asks = false,
}: SimulatedUpdate) => ({
  id,
  revision: 200,
  title,
  kb: [kb],
  categories: ['0fa1201d-4330-4fa8-8ae9-b877473b6441'],
  isDriver,
  isOptional: false,
  asks,
  bytes: 1_000,
});

interface SimulatedLicence {
  status: number;
  key: string;
}

/** A Windows whose firmware has `pc.firmwareKey`, and which refuses to be activated with `pc.activationFault`. */
export const ACTIVATION: WindowsScripts = {
  'activation/activate': ({ key, firmware }: { key: string | null; firmware: boolean }, pc) => {
    const before = { ...licenceOf(pc) };
    const wanted = key ?? (firmware ? ((pc['firmwareKey'] as string | undefined) ?? '') : '');
    const fault = pc['activationFault'] as string | undefined;
    const isAlready = before.status === 1 && (wanted === '' || wanted.endsWith(before.key.slice(-5)));
    if (!isAlready && wanted !== '') pc['licence'] = { status: 5, key: wanted };
    if (!isAlready && fault === undefined) pc['licence'] = { ...licenceOf(pc), status: 1 };
    return {
      result: {
        before: stateOf(before),
        after: stateOf(licenceOf(pc)),
        stage: isAlready ? 'already' : fault === undefined ? 'done' : 'activate',
        error: isAlready ? null : (fault ?? null),
        hasFirmwareKey: firmware ? wanted !== '' : null,
      },
    };
  },
};

function licenceOf(pc: Record<string, unknown>): SimulatedLicence {
  return (pc['licence'] as SimulatedLicence | undefined) ?? { status: 5, key: '' };
}

const stateOf = ({ status, key }: SimulatedLicence) => ({
  status,
  partialKey: key === '' ? null : key.slice(-5),
  name: 'Windows(R), Professional edition',
  channel: 'Retail',
  graceMinutes: 0,
});

/** All scripts of this part of a deployment. */
export const PERSONALISE: WindowsScripts = {
  ...UPDATES,
  ...ACTIVATION,
  ...OPTIONS,
  ...EXTRAS,
  ...BITLOCKER,
};
