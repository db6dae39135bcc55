import { descriptionIn } from './describe-image.js';

const RESULT = {
  bootManagers: [],
  storage: [{ id: 'PCI\\CC_0108', inf: 'stornvme.inf' }],
  ids: ['PCI\\CC_0108'],
};

describe('the answer of describe-image', () => {
  it('is its last line, with everything that it says', () => {
    const output = `{"log":"reading"}\n${JSON.stringify({ result: { ...RESULT, hives: 2 } })}\n`;
    expect(descriptionIn(output, 0, '')).toEqual({ ...RESULT, hives: 2 });
  });

  it('is the error of the agent in both languages', () => {
    const output = '{"error":{"kind":"permanent","fr":"ruche sale","en":"dirty hive"}}\n';
    expect(() => descriptionIn(output, 1, '')).toThrow(
      'what boots in the image could not be read: dirty hive',
    );
  });

  it.each([
    ['', 1, 'ModuleNotFoundError: hivex'],
    ['{"result":{}}', 0, 'bootManagers'],
    ['not JSON', 0, ''],
    [JSON.stringify({ result: RESULT }), 137, ''],
  ])('%j with status %i is an error', (output, status, said) => {
    expect(() => descriptionIn(output, status, said)).toThrow(
      `what boots in the image could not be read: ${said}`,
    );
  });
});
