import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MasterModule } from '../../park/master/index.js';
import { EngineModule } from '../engine/server.js';
import { MdmDeliveries } from './delivery/mdm-deliveries.service.js';
import { MdmDelivery } from './delivery/mdm-delivery.entity.js';
import { MdmDeliveryStore } from './delivery/mdm-delivery.store.js';
import { MdmFiles } from './mdm-files.js';
import { MdmController } from './mdm.controller.js';
import { SigningController } from './signing.controller.js';
import { SigningIdentity } from './signing-identity.js';

/** Management of devices over HTTP: rendered, checked, delivered. */
@Module({
  imports: [EngineModule, MasterModule, TypeOrmModule.forFeature([MdmDelivery])],
  controllers: [MdmController, SigningController],
  providers: [MdmDeliveries, MdmDeliveryStore, MdmFiles, SigningIdentity],
  exports: [MdmDeliveries],
})
export class MdmModule {}
