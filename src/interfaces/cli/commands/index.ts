import type { Registration } from '../registration.js';
import { registerAnswer } from './answer.js';
import { registerBackup } from './backup.js';
import { registerBench } from './bench.js';
import { registerBitlocker } from './bitlocker.js';
import { registerBoot } from './boot.js';
import { registerCertificate } from './certificate.js';
import { registerCompletion } from './completion.js';
import { registerDemo } from './demo.js';
import { registerDeployment } from './deployment.js';
import { registerDirectory } from './directory.js';
import { registerDriver } from './driver.js';
import { registerEnvironment } from './environment.js';
import { registerGlpi } from './glpi.js';
import { registerLab } from './lab.js';
import { registerFigures } from './figures.js';
import { registerExport } from './export.js';
import { registerFirmware } from './firmware.js';
import { registerLicence } from './licence.js';
import { registerLogin } from './login.js';
import { registerLot } from './lot.js';
import { registerMachine } from './machine.js';
import { registerMaster } from './master.js';
import { registerMdm } from './mdm.js';
import { registerNetwork } from './network.js';
import { registerNotify } from './notify.js';
import { registerPayload } from './payload.js';
import { registerProfile } from './profile.js';
import { registerRecette } from './recette.js';
import { registerSecret } from './secret.js';
import { registerSetting } from './setting.js';
import { registerSoftware } from './software.js';
import { registerStatus } from './status.js';
import { registerToken } from './token.js';
import { registerUp } from './up.js';
import { registerUser } from './user.js';
import { registerUserData } from './userdata.js';

/** All commands of etabli, in the order of the help. */
export const COMMANDS: ((registration: Registration) => void)[] = [
  registerLogin,
  registerUp,
  registerDemo,
  registerBoot,
  registerEnvironment,
  registerMaster,
  registerDriver,
  registerFirmware,
  registerSoftware,
  registerLicence,
  registerDirectory,
  registerPayload,
  registerProfile,
  registerAnswer,
  registerRecette,
  registerMdm,
  registerLot,
  registerMachine,
  registerNetwork,
  registerBitlocker,
  registerUserData,
  registerDeployment,
  registerCertificate,
  registerFigures,
  registerExport,
  registerSecret,
  registerSetting,
  registerNotify,
  registerGlpi,
  registerUser,
  registerToken,
  registerStatus,
  registerBackup,
  registerCompletion,
  registerBench,
  registerLab,
];
