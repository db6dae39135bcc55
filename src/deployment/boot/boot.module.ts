import { Module } from '@nestjs/common';
import { DeploymentModule } from '../pipeline/index.js';
import { MachineModule } from '../../park/machine/index.js';
import { MasterModule } from '../../park/master/index.js';
import { UserDataModule } from '../../park/userdata/index.js';
import { BootAnswers } from './boot-answers.service.js';
import { BootController } from './boot.controller.js';
import { CaptureUploadController } from './capture-upload.controller.js';
import { Beginnings } from './beginnings.js';
import { BootSockets } from './boot-sockets.js';
import { ConfirmationScreens } from './confirmation-screen.js';
import { EnvironmentFilesController } from './environment-files.controller.js';
import { EnvironmentSessionModule } from './environment-session.module.js';
import { FirmwareController } from './firmware.controller.js';
import { FirstBoots } from './first-boots.service.js';
import { HelloLimit } from './hello-limit.js';
import { LoaderFilesController } from './loader-files.controller.js';
import { MachineWakeController } from './machine-wake.controller.js';
import { MachineWakes } from './machine-wakes.js';
import { MemoryGate } from './memory-gate.js';
import {
  BootServiceController,
  NetworkTestController,
  NetworkTests,
  NetworkTestStore,
} from './network-test/index.js';
import { PhoneHomeController } from './phone-home.controller.js';
import { PhoneHome } from './phone-home.service.js';
import { TicketGate } from './ticket-gate.js';
import { UserDataGate } from './user-data-gate.js';
import { UserDataRepositoryController } from './user-data.controller.js';
import { Wakes } from './wakes.js';
import { WindowsController } from './windows.controller.js';
import { WindowsFirstBoots } from './windows-first-boots.service.js';

/** Network boot and phone-home. */
@Module({
  imports: [EnvironmentSessionModule, MachineModule, MasterModule, UserDataModule, DeploymentModule],
  controllers: [
    BootController,
    BootServiceController,
    NetworkTestController,
    FirmwareController,
    EnvironmentFilesController,
    LoaderFilesController,
    MachineWakeController,
    PhoneHomeController,
    WindowsController,
    CaptureUploadController,
    UserDataRepositoryController,
  ],
  providers: [
    Beginnings,
    BootAnswers,
    ConfirmationScreens,
    { provide: BootSockets, useFactory: () => new BootSockets() },
    FirstBoots,
    HelloLimit,
    MachineWakes,
    MemoryGate,
    NetworkTests,
    NetworkTestStore,
    PhoneHome,
    TicketGate,
    UserDataGate,
    Wakes,
    WindowsFirstBoots,
  ],
  exports: [Beginnings, BootSockets, MachineWakes, NetworkTests, Wakes],
})
export class BootModule {}
