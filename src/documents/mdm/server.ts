export { MdmDeliveries, type WaitingDelivery } from './delivery/mdm-deliveries.service.js';
export { linkOf } from './delivery/link.js';
export { MdmModule } from './mdm.module.js';
export {
  type DeliveryOrder,
  deliveryOrderSchema,
  type MdmDeliveryDto,
  type RenderedMdmDto,
} from './mdm.schema.js';
