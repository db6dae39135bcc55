import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CertificateModule } from '../certificate/index.js';
import { CatalogModule } from '../../park/catalog/index.js';
import { DirectoryModule } from '../../park/directory/index.js';
import { LicenceModule } from '../../park/licence/index.js';
import { RecoveryModule } from '../../park/recovery/index.js';
import { FirmwareModule } from '../../park/firmware/index.js';
import { MachineModule } from '../../park/machine/index.js';
import { MasterModule } from '../../park/master/index.js';
import { SoftwareModule } from '../../park/software/index.js';
import { ProfileModule } from '../../documents/profile/server.js';
import { UserDataModule } from '../../park/userdata/index.js';
import { ThreadsModule } from '../../platform/threads/index.js';
import { RecetteModule } from '../recette/index.js';
import { Acceptance } from './acceptance.js';
import { Addresses } from './addresses.js';
import { Arrivals } from './arrivals.js';
import { Arming } from './arming.js';
import { Identification } from './identification.js';
import { LocalBoots } from './local-boots.js';
import { MachineActsController } from './machine-acts.controller.js';
import { Holdings } from './holdings.js';
import { CertificatePeople } from './certificate-people.js';
import { ConfirmationController } from './confirmation.controller.js';
import { Confirmations } from './confirmations.js';
import { DeploymentController } from './deployment.controller.js';
import { FindController } from './find/find.controller.js';
import { Finder } from './find/finder.js';
import { FinderStore } from './find/finder.store.js';
import { MachineListStore } from './find/machine-list.store.js';
import { HostAddress } from './host-address.entity.js';
import { HostAddressStore } from './host-address.store.js';
import { InstalledSystem } from './installed-system.entity.js';
import { InstalledSystemStore } from './installed-system.store.js';
import { Deployment } from './deployment.entity.js';
import { DeploymentListStore } from './deployment-list.store.js';
import { DeploymentStore } from './deployment.store.js';
import { Deployments } from './deployments.service.js';
import { WindowsAccess } from './first-boot/windows-access.entity.js';
import { WindowsAccesses } from './first-boot/windows-accesses.js';
import { WindowsAccessStore } from './first-boot/windows-access.store.js';
import { WindowsHandOvers } from './first-boot/windows-hand-overs.js';
import { WindowsAnswers } from './first-boot/windows-answers.js';
import { WindowsBoot } from './first-boot/windows-boot.entity.js';
import { WindowsBootStore } from './first-boot/windows-boot.store.js';
import { WindowsBoots } from './first-boot/windows-boots.js';
import { LotActs } from './lot-acts.js';
import { LotArming } from './lot-arming.js';
import { LotArmingController } from './lot-arming.controller.js';
import { LotController } from './lot/lot.controller.js';
import { LotArchive } from './lot/lot-archive.js';
import { LotPapersController } from './lot/lot-papers.controller.js';
import { LotLabels } from './lot/lot-labels.js';
import { LotPapers } from './lot/lot-papers.js';
import { LOT_ENTITIES, LOT_PROVIDERS } from './lot/lot.providers.js';
import { LotPausing } from './lot-pausing.js';
import { CheckEvidence } from './by-hand/check-evidence.js';
import { ManualAnswers } from './by-hand/manual-answers.js';
import { ManualCheckController } from './by-hand/manual-check.controller.js';
import { OpenAnswers } from './by-hand/open-answers.js';
import { PhotoController } from './by-hand/photo.controller.js';
import { SignatureController } from './by-hand/signature.controller.js';
import { Signing } from './by-hand/signing.js';
import { KeptRemotes } from './kept-remotes.js';
import { People } from './people.js';
import { Planner } from './planner.js';
import { Progression } from './progression.js';
import { MeasuredFacts } from './recette-facts.js';
import { ReservationController } from './reservation.controller.js';
import { RunnerContext } from './runner-context.js';
import { Runner } from './runner.js';
import { Screens } from './screens.js';
import { StandingStepStore } from './standing-step.store.js';
import { StepLog } from './step-log.entity.js';
import { StepLogStore } from './step-log.store.js';
import { STEP_LIST, checkNames } from './step-list.js';
import { StepRow } from './step.entity.js';
import { StepAttempt } from './step-attempt.entity.js';
import { StepAttemptStore } from './step-attempt.store.js';
import { StepStore } from './step.store.js';
import type { Step } from './step.js';
import { EncryptDrive } from './steps/personalise-windows/encrypt-drive.js';
import { STEPS } from './steps/index.js';
import { Sweep } from './sweep.js';
import { StepTimeStore } from './time-left/step-time.store.js';
import { TimeLeft } from './time-left/time-left.service.js';
import { DeploymentWorker } from './worker.js';
import { PlannedPrograms } from './windows/planned-programs.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Deployment,
      HostAddress,
      InstalledSystem,
      StepRow,
      StepAttempt,
      StepLog,
      WindowsAccess,
      WindowsBoot,
      ...LOT_ENTITIES,
    ]),
    CatalogModule,
    DirectoryModule,
    FirmwareModule,
    RecoveryModule,
    LicenceModule,
    SoftwareModule,
    MachineModule,
    MasterModule,
    ProfileModule,
    RecetteModule,
    CertificateModule,
    ThreadsModule,
    UserDataModule,
  ],
  controllers: [
    DeploymentController,
    ConfirmationController,
    FindController,
    LotController,
    LotArmingController,
    LotPapersController,
    MachineActsController,
    ManualCheckController,
    PhotoController,
    SignatureController,
    ReservationController,
  ],
  providers: [
    ...STEPS,
    { provide: STEP_LIST, inject: [...STEPS], useFactory: (...steps: Step[]) => checkNames(steps) },
    ...LOT_PROVIDERS,
    Acceptance,
    Addresses,
    Arming,
    Holdings,
    DeploymentListStore,
    Arrivals,
    Confirmations,
    DeploymentStore,
    Deployments,
    DeploymentWorker,
    EncryptDrive,
    Finder,
    FinderStore,
    HostAddressStore,
    Identification,
    InstalledSystemStore,
    LotActs,
    LotArchive,
    LotArming,
    LotPapers,
    LotPausing,
    LocalBoots,
    MachineListStore,
    CheckEvidence,
    LotLabels,
    CertificatePeople,
    ManualAnswers,
    OpenAnswers,
    Signing,
    KeptRemotes,
    MeasuredFacts,
    People,
    Planner,
    PlannedPrograms,
    Progression,
    Runner,
    RunnerContext,
    Screens,
    StandingStepStore,
    StepAttemptStore,
    StepLogStore,
    StepStore,
    StepTimeStore,
    Sweep,
    TimeLeft,
    WindowsAccesses,
    WindowsAccessStore,
    WindowsAnswers,
    WindowsBoots,
    WindowsBootStore,
    WindowsHandOvers,
  ],
  exports: [
    STEP_LIST,
    LotLabels,
    ...LOT_PROVIDERS,
    Acceptance,
    Arming,
    Arrivals,
    Confirmations,
    Deployments,
    DeploymentListStore,
    DeploymentStore,
    DeploymentWorker,
    Finder,
    LotActs,
    LotArchive,
    LotArming,
    LotPapers,
    LotPausing,
    Finder,
    Identification,
    LocalBoots,
    MachineListStore,
    CheckEvidence,
    ManualAnswers,
    People,
    Signing,
    Screens,
    StepAttemptStore,
    StepLogStore,
    StepStore,
    TimeLeft,
    WindowsBoots,
    WindowsBootStore,
    WindowsHandOvers,
  ],
})
export class DeploymentModule {}
