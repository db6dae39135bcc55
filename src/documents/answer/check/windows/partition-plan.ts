import type { XmlElement } from '../../../../platform/xml/index.js';
import { below, textAt } from './windows-file.js';

/** A partition that a plan creates, with its number on a wiped disk. */
export interface CreatedPartition {
  element: XmlElement;
  /** The number from 1, in the sequence of `Order`: this is how Windows Setup numbers partitions. */
  number: number;
  /** In lower case: `efi`, `msr`, `primary`, `extended`, `logical`. */
  type: string;
  /** Megabytes; undefined if it is missing or not a number. */
  size?: number;
  extend: boolean;
}

/** One `<Disk>` of a file, as far as it can be read. */
export interface DiskPlan {
  element: XmlElement;
  id?: string;
  wiped: boolean;
  created: CreatedPartition[];
  modified: { element: XmlElement; partition?: number; format?: string; extend: boolean }[];
  /** True for a GPT disk: only GPT has EFI and MSR partitions. */
  gpt: boolean;
  /** True if the plan has extended or logical partitions, which have other rules for numbers and sizes. */
  nested: boolean;
}

export function diskPlan(element: XmlElement): DiskPlan {
  const created = below(element, 'CreatePartitions/CreatePartition').map(createdPartition).sort(byOrder);
  const numbered = created.map(({ partition }, index) => ({ ...partition, number: index + 1 }));
  const has = (...types: string[]) => numbered.some(({ type }) => types.includes(type));
  return {
    element,
    id: textAt(element, 'DiskID'),
    wiped: isTrue(textAt(element, 'WillWipeDisk')),
    created: numbered,
    modified: below(element, 'ModifyPartitions/ModifyPartition').map((each) => ({
      element: each,
      partition: wholeNumber(textAt(each, 'PartitionID')),
      format: textAt(each, 'Format')?.toUpperCase(),
      extend: isTrue(textAt(each, 'Extend')),
    })),
    gpt: has('efi', 'msr'),
    nested: has('extended', 'logical'),
  };
}

interface Ordered {
  order: number;
  partition: Omit<CreatedPartition, 'number'>;
}

function createdPartition(element: XmlElement): Ordered {
  return {
    order: wholeNumber(textAt(element, 'Order')) ?? Infinity,
    partition: {
      element,
      type: (textAt(element, 'Type') ?? '').toLowerCase(),
      size: wholeNumber(textAt(element, 'Size')),
      extend: isTrue(textAt(element, 'Extend')),
    },
  };
}

/** Sorted by Order; those without one come last, in document order. */
function byOrder(a: Ordered, b: Ordered): number {
  return a.order === b.order ? 0 : a.order - b.order;
}

export function isTrue(text: string | undefined): boolean {
  return text !== undefined && /^(?:true|1)$/i.test(text);
}

export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
