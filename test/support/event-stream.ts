/** An open event stream of the board: what it sent, message by message. */
export interface OpenStream {
  status: number;
  /** The data of the messages without a name. */
  messages: string[];
  /** Resolves once the server has ended it. */
  ended: Promise<void>;
  close(): void;
}

/** Follows an event stream until it is closed. */
export async function openStream(url: string, headers: Record<string, string>): Promise<OpenStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal, redirect: 'manual' });
  const messages: string[] = [];
  const follow = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const event of whole)
        if (!/^event:/m.test(event) && /^data:/m.test(event)) messages.push(dataOf(event));
    }
  };
  const ended = follow().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return { status: response.status, messages, ended, close: () => abort.abort() };
}

function dataOf(event: string): string {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.replace(/^data: ?/, '')).join('\n');
}
