import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CertificateModule } from '../../deployment/certificate/index.js';
import { MachineModule } from '../../park/machine/index.js';
import { Settings } from '../../platform/settings/index.js';
import { Deliveries } from './deliveries.service.js';
import { DeliveryStore } from './delivery.store.js';
import { Dispatch } from './dispatch.js';
import { EventStore } from './event.store.js';
import { GlpiController } from './glpi/glpi.controller.js';
import { GlpiDeliveries } from './glpi/glpi-deliveries.js';
import { GlpiSender } from './glpi/glpi-sender.js';
import { GLPI } from './glpi/glpi-setting.js';
import { GlpiStore } from './glpi/glpi.store.js';
import { MAIL } from './mail/mail-setting.js';
import { tryMail } from './mail/send-mail.js';
import { NotificationDelivery, NotificationEvent, NotificationTarget } from './notification.entity.js';
import { NotificationDeliveryController, NotificationTargetController } from './notification.controller.js';
import { NotificationWorker } from './notification-worker.js';
import { Outbox } from './outbox.js';
import { Senders } from './senders.js';
import { TargetStore } from './target.store.js';
import { Targets } from './targets.service.js';

/** What Établi tells the outside. The worker process sends; the server lists and queues. */
@Module({
  imports: [
    TypeOrmModule.forFeature([NotificationTarget, NotificationEvent, NotificationDelivery]),
    CertificateModule,
    MachineModule,
  ],
  controllers: [NotificationTargetController, NotificationDeliveryController, GlpiController],
  providers: [
    Deliveries,
    DeliveryStore,
    Dispatch,
    EventStore,
    GlpiDeliveries,
    GlpiSender,
    GlpiStore,
    NotificationWorker,
    Outbox,
    Senders,
    TargetStore,
    Targets,
  ],
  exports: [Deliveries, GlpiDeliveries, NotificationWorker, Targets],
})
export class NotificationModule implements OnModuleInit {
  constructor(
    private readonly settings: Settings,
    private readonly glpi: GlpiSender,
  ) {}

  onModuleInit(): void {
    this.settings.testWith(MAIL, (settings) => tryMail(settings));
    this.settings.testWith(GLPI, (value) => this.glpi.try(value));
  }
}
