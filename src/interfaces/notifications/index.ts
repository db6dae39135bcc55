export { Deliveries } from './deliveries.service.js';
export { EVENT_KINDS, EVENT_NAMES, type EventKind, type Told } from './event.js';
export { GlpiDeliveries } from './glpi/glpi-deliveries.js';
export type {
  CreatedTargetDto,
  DeliveryDto,
  NotificationTestDto,
  QueuedDto,
  RemovedTargetDto,
  TargetDto,
} from './notification.schema.js';
export { NotificationModule } from './notification.module.js';
export { NotificationWorker } from './notification-worker.js';
export { Targets } from './targets.service.js';
