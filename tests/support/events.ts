export interface StreamEvent {
  event: string;
  id: string | null;
  data: any;
}

export interface EventStream {
  status: number;
  headers: Headers;
  events: StreamEvent[];
  /** resolves once an event fits; rejects when the stream ends or the time is up before */
  until(fits: (event: StreamEvent) => boolean, withinMs?: number): Promise<StreamEvent>;
  /** resolves when the server has closed the stream */
  closed: Promise<void>;
  abort(): void;
}

function parse(block: string): StreamEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const at = line.indexOf(': ');
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 2));
  }
  const data = fields.get('data');
  if (data === undefined) return null;
  return { event: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data: JSON.parse(data) };
}

/** Reads server-sent events as they come. */
export async function openEvents(url: string, headers: Record<string, string>): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const events: StreamEvent[] = [];
  let wake: () => void = () => {};
  let ended = false;
  const closed = (async () => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      events.push(...blocks.flatMap((block) => parse(block) ?? []));
      wake();
    }
  })()
    .catch(() => {})
    .finally(() => {
      ended = true;
      wake();
    });
  const until: EventStream['until'] = async (fits, withinMs = 60_000) => {
    const timer = setTimeout(() => abort.abort(), withinMs);
    try {
      for (;;) {
        const found = events.find(fits);
        if (found) return found;
        if (ended) throw new Error(`the stream ended with ${JSON.stringify(events).slice(0, 2000)}`);
        await new Promise<void>((resume) => {
          wake = resume;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    status: response.status,
    headers: response.headers,
    events,
    until,
    closed,
    abort: () => abort.abort(),
  };
}
