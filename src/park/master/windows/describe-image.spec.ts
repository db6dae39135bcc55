import { type EtabliError, OperatorError } from '../../../platform/core/index.js';
import { descriptionIn } from './describe-image.js';

const RESULT = {
  bootManagers: [],
  storage: [{ id: 'PCI\\CC_0108', inf: 'stornvme.inf' }],
  ids: ['PCI\\CC_0108'],
};

function errorOf(output: string, status: number, said = ''): EtabliError | undefined {
  try {
    descriptionIn(output, status, said);
  } catch (error) {
    return error as EtabliError;
  }
  return undefined;
}

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

  it('has the remedy that the agent gives', () => {
    const remedy = { fr: 'Reprenez l’image.', en: 'Take the image again.' };
    const output = JSON.stringify({ error: { kind: 'permanent', fr: 'sale', en: 'dirty', remedy } });
    expect(errorOf(output, 1)?.remedy).toEqual(remedy);
  });

  it('is an error when it lacks a field', () => {
    expect(errorOf('{"result":{}}', 0)?.text.en).toBe(
      'what boots in the image could not be read: answer without bootManagers',
    );
  });

  it.each([
    ['', 1, 'ModuleNotFoundError: hivex'],
    ['not JSON', 0, ''],
    [JSON.stringify({ result: RESULT }), 137, ''],
  ])('%j with status %i is for a person to solve on the server', (output, status, said) => {
    const error = errorOf(output, status, said);
    expect(error).toBeInstanceOf(OperatorError);
    expect(error?.text.en).toBe(`the program that reads what boots in the image did not finish: ${said}`);
  });
});
