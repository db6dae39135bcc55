import { PermanentError } from '../../platform/core/index.js';
import { Terminal } from './terminal.js';

/** What a hostile PC may answer: a title, a colour in C0 and in C1 form, a line taken back. */
const HOSTILE = 'disk\u001b]0;owned\u0007 \u009b31mlost\rfine';
const SEEN = 'disk ]0;owned   31mlost fine';

function terminal(json: boolean) {
  const written = { out: '', err: '' };
  const into = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  return { terminal: new Terminal('en', json, { out: into('out'), err: into('err') }), written };
}

describe('what a machine said, at the terminal', () => {
  it('is not obeyed in results, in news and in errors', () => {
    const { terminal: plain, written } = terminal(false);
    plain.result({}, () => [HOSTILE]);
    plain.tell(HOSTILE);
    plain.tell({ fr: HOSTILE, en: HOSTILE });
    plain.fail(new PermanentError({ fr: HOSTILE, en: HOSTILE }));
    expect(written.out).toBe(`${SEEN}\n`);
    expect(written.err).toBe(`${SEEN}\n${SEEN}\nError: ${SEEN}\n`);
  });

  it('keeps its lines and tabs', () => {
    const { terminal: plain, written } = terminal(false);
    plain.line('a\tb\nc');
    expect(written.out).toBe('a\tb\nc\n');
  });

  it('is escaped in JSON, and is still the same value', () => {
    const { terminal: machine, written } = terminal(true);
    machine.result({ text: HOSTILE }, () => []);
    expect(written.out).toBe('{\n  "text": "disk\\u001b]0;owned\\u0007 \\u009b31mlost\\rfine"\n}\n');
    expect(JSON.parse(written.out)).toEqual({ text: HOSTILE });
  });
});
