import { describe, expect, it } from 'vitest';
import { closeAllStreams, registerStream } from '@/lib/transport/streams';

describe('open streams', () => {
  it('are closed when the server stops, except those that ended before', () => {
    const closed: string[] = [];
    const stream = (name: string) => {
      const forget = registerStream(() => {
        closed.push(name);
        forget();
      });
      return forget;
    };
    stream('a');
    stream('b')();
    stream('c');
    closeAllStreams();
    closeAllStreams();
    expect(closed).toEqual(['a', 'c']);
  });
});
