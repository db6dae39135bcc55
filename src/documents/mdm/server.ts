export { MdmDeliveries, type WaitingDelivery } from './delivery/mdm-deliveries.service.js';
export { linkOf } from './delivery/link.js';
export { MdmModule } from './mdm.module.js';
export { type DeliveryOrder, deliveryOrderSchema } from './mdm.schema.js';
