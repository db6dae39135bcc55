import { PermanentError } from '../../platform/core/index.js';
import { Terminal } from './terminal.js';

/** Control sequences that a hostile PC may send: a window title, a colour (C1), a carriage return. */
const HOSTILE = 'disk\u001b]0;owned\u0007 \u009b31mlost\rfine';
const SEEN = 'disk ]0;owned   31mlost fine';

function terminal(json: boolean) {
  const written = { out: '', err: '' };
  const into = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  return { terminal: new Terminal('en', json, { out: into('out'), err: into('err') }), written };
}

describe('control characters from a machine', () => {
  it('are replaced in results, messages and errors', () => {
    const { terminal: plain, written } = terminal(false);
    plain.result({}, () => [HOSTILE]);
    plain.tell(HOSTILE);
    plain.tell({ fr: HOSTILE, en: HOSTILE });
    plain.fail(new PermanentError({ fr: HOSTILE, en: HOSTILE }));
    expect(written.out).toBe(`${SEEN}\n`);
    expect(written.err).toBe(`${SEEN}\n${SEEN}\nError: ${SEEN}\n`);
  });

  it('are kept when they are tabs and line feeds', () => {
    const { terminal: plain, written } = terminal(false);
    plain.line('a\tb\nc');
    expect(written.out).toBe('a\tb\nc\n');
  });

  it('are escaped in JSON, which keeps the value', () => {
    const { terminal: machine, written } = terminal(true);
    machine.result({ text: HOSTILE }, () => []);
    expect(written.out).toBe('{\n  "text": "disk\\u001b]0;owned\\u0007 \\u009b31mlost\\rfine"\n}\n');
    expect(JSON.parse(written.out)).toEqual({ text: HOSTILE });
  });
});
