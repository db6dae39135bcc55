import type { ChosenDriver, Facts } from '../facts.js';
import type { StepRow } from '../step.entity.js';

type DriverRow = NonNullable<Facts['drivers']>[number];

/**
 * The drivers of a Windows deployment, for the certificate: those that were injected before the first start, then
 * those that Windows said it installed.
 */
export function windowsDrivers(facts: Facts, steps: readonly StepRow[]): DriverRow[] {
  const isDone = (name: string): boolean => steps.some((step) => step.name === name && step.state === 'done');
  const boot = isDone('inject-drivers') ? (facts.driverChoice?.boot ?? []) : [];
  const proof = isDone('wait-windows')
    ? 'injected, Windows has started from this disk'
    : 'injected, not boot-proven';
  return [...boot.map((driver) => rowOf(driver, proof)), ...(facts.drivers ?? [])];
}

function rowOf({ device, hardwareId, provider, name, version }: ChosenDriver, proof: string): DriverRow {
  const driver = [provider, name].filter(Boolean).join(' ');
  return { device: `${device} (${hardwareId})`, driver, version: `${version} (${proof})` };
}
