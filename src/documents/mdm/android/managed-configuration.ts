import type { ManagedValue, ManagedValues } from '../../profile/index.js';
import { isSecretValue } from '../../profile/index.js';
import type { MdmOrder } from '../order.js';

/**
 * An app's managed configuration for Google Play's EMM API and Intune. Its types of value are those of
 * android.content.RestrictionEntry. developers.google.com/android/work/play/emm-api, "Managedconfigurationsfordevice".
 */
export function managedConfiguration(packageName: string, values: ManagedValues, order: MdmOrder): object {
  return {
    kind: 'androidenterprise#managedConfiguration',
    productId: `app:${packageName}`,
    managedProperty: propertiesOf(values, order),
  };
}

function propertiesOf(values: ManagedValues, order: MdmOrder): object[] {
  return Object.entries(values).map(([key, value]) => ({ key, ...property(value, order) }));
}

function property(value: ManagedValue, order: MdmOrder): object {
  if (typeof value === 'boolean') return { valueBool: value };
  if (typeof value === 'number') return { valueInteger: value };
  if (typeof value === 'string') return { valueString: value };
  if (Array.isArray(value)) {
    const bundles = value.filter((item) => typeof item !== 'string');
    return bundles.length > 0
      ? { valueBundleArray: bundles.map((item) => ({ managedProperty: propertiesOf(item, order) })) }
      : { valueStringArray: value };
  }
  if (isSecretValue(value)) return { valueString: order.secret(value) };
  return { valueBundle: { managedProperty: propertiesOf(value, order) } };
}
