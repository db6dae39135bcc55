import { setTimeout as pause } from 'node:timers/promises';
import type { DeploymentShape } from '../../src/interfaces/cli/api-shapes.js';
import { BenchWorkshop, type Proof } from '../bench/support/bench-workshop.js';

const MINUTE = 60_000;
const GIB = 2 ** 30;

let workshop: BenchWorkshop;

beforeAll(async () => {
  workshop = await BenchWorkshop.open();
}, 15 * MINUTE);

afterAll(async () => workshop?.close(), MINUTE);

describe('a PC unplugged for 20 s and then without power for 4 s, both in mid-transfer', () => {
  let certified: DeploymentShape;
  let afterCable: DeploymentShape;
  let proof: Proof;

  beforeAll(async () => {
    const pc = workshop.pc({
      name: 'interrupted',
      firmware: 'uefi-secure',
      disks: [{ bus: 'virtio', sizeBytes: 6 * GIB, serial: 'CUT-1' }],
      nic: 'virtio',
    });
    const id = await workshop.arm(pc, { rule: { bus: ['virtio'] }, secureBoot: 'required' });
    await pc.powerOn();
    await workshop.untilMoved(id, 'apply-master', 0.1);
    await pc.setCable(false);
    await pause(20_000);
    await pc.setCable(true);
    await workshop.untilMoved(id, 'apply-master', 0.5);
    afterCable = await workshop.deployment(id);
    await pc.powerOff();
    await pause(4_000);
    await pc.powerOn();
    certified = await workshop.untilEnded(id, 'certified', 25 * MINUTE);
    proof = await workshop.proof(certified);
    await pc.powerOff();
  }, 45 * MINUTE);

  const evidence = (deployment: DeploymentShape, name: string) => {
    const found = deployment.steps?.find((step) => step.name === name);
    return (found as unknown as { evidence?: Record<string, number> } | undefined)?.evidence;
  };

  it('goes on with the same work after the cable', () => {
    const step = afterCable.steps?.find(({ name }) => name === 'apply-master');
    expect(step).toMatchObject({ state: 'running', attempt: 1 });
  });

  it('is certified without a person, from what was on its disk', () => {
    expect(certified.steps?.every(({ state }) => state === 'done')).toBe(true);
    const { bytes = 0, keptBytes = 0 } = evidence(certified, 'apply-master') ?? {};
    expect(keptBytes).toBeGreaterThan(bytes / 10);
    expect(proof.said.match(/^✓ /gm)).toHaveLength(2);
  });
});
