import * as fc from 'fast-check';
import {
  createdShell,
  faultOf,
  isIdentified,
  listedShells,
  readBody,
  received,
  startedCommand,
  UnreadableAnswerError,
} from './answers.js';

const NAMESPACES =
  'xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
  ' xmlns:x="http://schemas.xmlsoap.org/ws/2004/09/transfer" xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"' +
  ' xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"' +
  ' xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell"' +
  ' xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"';

const envelope = (body: string) =>
  Buffer.from(`<s:Envelope ${NAMESPACES}><s:Header/><s:Body>${body}</s:Body></s:Envelope>`);
const bodyOf = (body: string) => readBody(envelope(body));

const state = (code: string) =>
  bodyOf(
    '<rsp:ReceiveResponse><rsp:CommandState State="http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done">' +
      `${code}</rsp:CommandState></rsp:ReceiveResponse>`,
  );

describe('an answer of WinRM', () => {
  it('has its output by stream, in order, whatever white space is in the Base64', () => {
    const body = bodyOf(
      '<rsp:ReceiveResponse><rsp:Stream Name="stdout" CommandId="C">b25\r\nl</rsp:Stream>' +
        '<rsp:Stream Name="stderr" CommandId="C">w6k=</rsp:Stream><rsp:Stream Name="stdout">dHdv</rsp:Stream>' +
        '<rsp:Stream Name="trace">eHg=</rsp:Stream><rsp:Stream Name="stdout" End="true"/>' +
        '<rsp:CommandState CommandId="C" State="…/CommandState/Running"/></rsp:ReceiveResponse>',
    );
    const { chunks, exitCode } = received(body);
    expect(chunks.map(({ stream, bytes }) => `${stream}: ${bytes.toString()}`)).toEqual([
      'stdout: one',
      'stderr: é',
      'stdout: two',
    ]);
    expect(exitCode).toBeUndefined();
  });

  it.each([
    ['0', 0],
    [' 3010 ', 3010],
    ['-1', 0xffffffff],
    ['3221225786', 0xc000013a],
  ])('has the exit code %p as %d', (text, expected) => {
    expect(received(state(`<rsp:ExitCode>${text}</rsp:ExitCode>`)).exitCode).toBe(expected);
  });

  it.each([
    '',
    '<rsp:ExitCode/>',
    '<rsp:ExitCode>many</rsp:ExitCode>',
    '<rsp:ExitCode>99999999999</rsp:ExitCode>',
  ])('is unreadable when a command ended with the code %p', (code) => {
    expect(() => received(state(code))).toThrow(UnreadableAnswerError);
  });

  it('has its fault, with the message of a provider inside it', () => {
    const body = bodyOf(
      '<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>w:InternalError</s:Value></s:Subcode></s:Code>' +
        '<s:Reason><s:Text xml:lang="en-US"> </s:Text></s:Reason><s:Detail><f:WSManFault Code="2147942405" Machine="PC">' +
        '<f:Message><f:ProviderFault path="x"><f:WSManFault Code="5"><f:Message>Access\r\n is   denied. </f:Message>' +
        '</f:WSManFault></f:ProviderFault></f:Message></f:WSManFault></s:Detail></s:Fault>',
    );
    expect(faultOf(body)).toEqual({
      code: 2147942405,
      subcode: 'w:InternalError',
      isOurs: false,
      text: 'Access is denied.',
    });
  });

  it.each(['', 'x', '1e400'])('has a fault without a code when that is %p', (code) => {
    const detail = `<s:Detail><f:WSManFault Code="${code}"/></s:Detail>`;
    expect(faultOf(bodyOf(`<s:Fault>${detail}</s:Fault>`))).toEqual({
      code: undefined,
      subcode: '',
      isOurs: false,
      text: '',
    });
  });

  it('is unreadable when a list of shells is not whole', () => {
    const items = '<w:Items><rsp:Shell><rsp:ShellId>A</rsp:ShellId></rsp:Shell></w:Items>';
    const list = (rest: string) => bodyOf(`<n:EnumerateResponse>${items}${rest}</n:EnumerateResponse>`);
    expect(listedShells(list('<w:EndOfSequence/>'))).toEqual([{ id: 'A', name: undefined, owner: '' }]);
    expect(() => listedShells(list(''))).toThrow(UnreadableAnswerError);
  });

  it('is read or unreadable, whatever was changed in it', () => {
    const whole = envelope(
      '<x:ResourceCreated><a:ReferenceParameters><w:SelectorSet><w:Selector Name="ShellId">S</w:Selector>' +
        '</w:SelectorSet></a:ReferenceParameters></x:ResourceCreated><rsp:CommandResponse><rsp:CommandId>C' +
        '</rsp:CommandId></rsp:CommandResponse>',
    );
    const readers = [createdShell, startedCommand, received, listedShells, isIdentified, faultOf];
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.nat(40),
        fc.uint8Array({ maxLength: 20 }),
        (at, length, bytes) => {
          const changed = Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + length)]);
          for (const reader of readers) {
            try {
              reader(readBody(changed));
            } catch (error) {
              if (!(error instanceof UnreadableAnswerError)) throw error;
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
