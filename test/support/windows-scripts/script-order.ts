/** A script of Établi and its values, as they arrive on the standard input of Windows PowerShell. */
export interface ScriptOrder {
  /** `software/install` */
  name: string;
  text: string;
  given: unknown;
}

export function openedInput(input: string): ScriptOrder {
  const [script = '', given = ''] = input.split('\n');
  const text = Buffer.from(script, 'base64').toString('utf8');
  const name = /^# etabli: (\S+)\r\n/.exec(text)?.[1];
  if (name === undefined) throw new Error(`not a script of Établi: ${text.slice(0, 80)}`);
  return { name, text, given: JSON.parse(Buffer.from(given, 'base64').toString('utf8')) as unknown };
}
