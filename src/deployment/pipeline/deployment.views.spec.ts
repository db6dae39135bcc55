import { deploymentDetailSchema } from './deployment.schema.js';
import { stepView } from './deployment.views.js';
import { StepRow } from './step.entity.js';

describe('a step as a reader is told of it', () => {
  it('has the fields of the documented answer, and nothing that its workers keep for themselves', () => {
    const row = Object.assign(new StepRow(), {
      id: 'a',
      tries: 1,
      furthest: 0.5,
      orphaned: 2,
      lostAt: new Date(),
      heartbeatAt: new Date(),
    });
    const names = Object.keys(stepView(row, { fr: 'Copie', en: 'Transfer' }));
    expect(names.sort()).toEqual(Object.keys(deploymentDetailSchema.shape.steps.element.shape).sort());
  });

  it('names its queue by the former name too', () => {
    const row = Object.assign(new StepRow(), { queue: 'imaging' });
    expect(stepView(row, { fr: 'Copie', en: 'Transfer' })).toMatchObject({
      queue: 'imaging',
      lane: 'imaging',
    });
  });
});
