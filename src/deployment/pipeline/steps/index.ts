import { ActivateWindows } from './activate-windows/activate-windows.step.js';
import { ApplyMaster } from './apply-master/apply-master.step.js';
import { Backup } from './backup/backup.step.js';
import { BootCheck } from './boot-check/boot-check.step.js';
import { CaptureDisk } from './capture-disk/capture-disk.step.js';
import { CaptureImage } from './capture-image/capture-image.step.js';
import { Certificate } from './certificate/certificate.step.js';
import { Configure } from './configure/configure.step.js';
import { HandOver } from './hand-over/hand-over.step.js';
import { HardwareCheck } from './hardware-check/hardware-check.step.js';
import { InjectDrivers } from './inject-drivers/inject-drivers.step.js';
import { InstallBoot } from './install-boot/install-boot.step.js';
import { InstallPrograms } from './install-programs/install-programs.step.js';
import { InstallSoftware } from './install-software/install-software.step.js';
import { InstallWindowsBoot } from './install-windows-boot/install-windows-boot.step.js';
import { Inventory } from './inventory/inventory.step.js';
import { JoinDomain } from './join-domain/join-domain.step.js';
import { Partition } from './partition/partition.step.js';
import { Personalise } from './personalise/personalise.step.js';
import { PersonaliseWindows } from './personalise-windows/personalise-windows.step.js';
import { PrepareJoin } from './prepare-join/prepare-join.step.js';
import { Recette } from './recette/recette.step.js';
import { RegisterImage } from './register-image/register-image.step.js';
import { Restart } from './restart/restart.step.js';
import { RestoreProfiles } from './restore-profiles/restore-profiles.step.js';
import { RestoreUserData } from './restore-user-data/restore-user-data.step.js';
import { Seal } from './seal/seal.step.js';
import { SealWindows } from './seal-windows/seal-windows.step.js';
import { Update } from './update/update.step.js';
import { UpdateAuthorities } from './update-authorities/update-authorities.step.js';
import { UpdateWindows } from './update-windows/update-windows.step.js';
import { VerifyJoin } from './verify-join/verify-join.step.js';
import { VerifyMaster } from './verify-master/verify-master.step.js';
import { WaitEnvironment } from './wait-environment/wait-environment.step.js';
import { WaitFirstBoot } from './wait-first-boot/wait-first-boot.step.js';
import { WaitWindows } from './wait-windows/wait-windows.step.js';
import { WindowsRecette } from './windows-recette/windows-recette.step.js';
import { WriteAnswers } from './write-answers/write-answers.step.js';

/** Every step, in order: a line here is its registration. */
export const STEPS = [
  WaitEnvironment,
  Inventory,
  CaptureDisk,
  CaptureImage,
  RegisterImage,
  HardwareCheck,
  UpdateAuthorities,
  BootCheck,
  PrepareJoin,
  Backup,
  Partition,
  ApplyMaster,
  VerifyMaster,
  InjectDrivers,
  RestoreUserData,
  Configure,
  InstallBoot,
  WriteAnswers,
  InstallWindowsBoot,
  Restart,
  WaitFirstBoot,
  WaitWindows,
  HandOver,
  JoinDomain,
  VerifyJoin,
  RestoreProfiles,
  InstallSoftware,
  InstallPrograms,
  Update,
  UpdateWindows,
  ActivateWindows,
  Personalise,
  PersonaliseWindows,
  Recette,
  WindowsRecette,
  Seal,
  SealWindows,
  Certificate,
] as const;
