import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MachineModule } from '../../park/machine/index.js';
import { MasterModule } from '../../park/master/index.js';
import { ProfileModule } from '../profile/server.js';
import { ThreadsModule } from '../../platform/threads/index.js';
import { MdmDeliveries } from './delivery/mdm-deliveries.service.js';
import { MdmDelivery } from './delivery/mdm-delivery.entity.js';
import { MdmDeliveryStore } from './delivery/mdm-delivery.store.js';
import { MdmProfiles } from './mdm-profiles.service.js';
import { MdmController } from './mdm.controller.js';
import { SigningController } from './signing.controller.js';
import { SigningIdentity } from './signing-identity.js';

/** Management of devices over HTTP: rendered, checked, delivered. */
@Module({
  imports: [
    MachineModule,
    MasterModule,
    ProfileModule,
    ThreadsModule,
    TypeOrmModule.forFeature([MdmDelivery]),
  ],
  controllers: [MdmController, SigningController],
  providers: [MdmDeliveries, MdmDeliveryStore, MdmProfiles, SigningIdentity],
  exports: [MdmDeliveries],
})
export class MdmModule {}
