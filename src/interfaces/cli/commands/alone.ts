import type { Registration } from '../registration.js';

type Register = (registration: Registration) => void;

/**
 * By its name on the command line, how the file of a command is loaded alone: reading those of all commands takes a
 * tenth of a second that a call should not cost. A command that is not here is found in the whole list.
 */
export const ALONE: Record<string, () => Promise<Register>> = {
  answer: async () => (await import('./answer.js')).registerAnswer,
  bitlocker: async () => (await import('./bitlocker.js')).registerBitlocker,
  certificate: async () => (await import('./certificate.js')).registerCertificate,
  deployment: async () => (await import('./deployment.js')).registerDeployment,
  directory: async () => (await import('./directory.js')).registerDirectory,
  driver: async () => (await import('./driver.js')).registerDriver,
  export: async () => (await import('./export.js')).registerExport,
  firmware: async () => (await import('./firmware.js')).registerFirmware,
  glpi: async () => (await import('./glpi.js')).registerGlpi,
  licence: async () => (await import('./licence.js')).registerLicence,
  login: async () => (await import('./login.js')).registerLogin,
  logout: async () => (await import('./login.js')).registerLogin,
  lot: async () => (await import('./lot.js')).registerLot,
  machine: async () => (await import('./machine.js')).registerMachine,
  master: async () => (await import('./master.js')).registerMaster,
  mdm: async () => (await import('./mdm.js')).registerMdm,
  network: async () => (await import('./network.js')).registerNetwork,
  notify: async () => (await import('./notify.js')).registerNotify,
  payload: async () => (await import('./payload.js')).registerPayload,
  profile: async () => (await import('./profile.js')).registerProfile,
  recette: async () => (await import('./recette.js')).registerRecette,
  secret: async () => (await import('./secret.js')).registerSecret,
  setting: async () => (await import('./setting.js')).registerSetting,
  software: async () => (await import('./software.js')).registerSoftware,
  token: async () => (await import('./token.js')).registerToken,
  user: async () => (await import('./user.js')).registerUser,
  userdata: async () => (await import('./userdata.js')).registerUserData,
};

/** Options of all commands that take a value, which is not the name of a command. */
const WITH_VALUE = ['--url', '--token', '--ca', '--language'];

/** The first word that names a command. */
export function namedIn(args: string[]): string | undefined {
  return args.find((arg, index) => !arg.startsWith('-') && !WITH_VALUE.includes(args[index - 1] ?? ''));
}

/** What registers the commands that these arguments may mean. */
export async function commandsFor(args: string[]): Promise<Register[]> {
  const name = namedIn(args);
  if (name !== undefined && Object.hasOwn(ALONE, name)) return [await ALONE[name]!()];
  return (await import('./index.js')).COMMANDS;
}
