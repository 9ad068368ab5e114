import { describe, expect, it } from 'vitest';
import { parseBorgLine } from '@/lib/engines/borg/parse';
import { recording, recordings } from '../recording';

describe('parseBorgLine', () => {
  it('survives every recorded line, and understands every message in it', () => {
    let understood = 0;
    for (const version of ['1.2.4', '1.2.4-misc', '1.4.5']) {
      for (const name of recordings(`borg/${version}`)) {
        for (const line of recording(`borg/${version}`, name).stderr.split('\n')) {
          const messages = parseBorgLine(line);
          if (line.trim() === '') expect(messages).toEqual([]);
          else expect(messages.length).toBeGreaterThan(0);
          const known =
            /"type": "(log_message|archive_progress|progress_percent|progress_message|file_status)"/.test(
              line,
            );
          if (!known) continue;
          expect(messages.at(-1)?.kind, line).not.toBe('raw');
          understood += 1;
        }
      }
    }
    expect(understood).toBeGreaterThan(1_000);
  });

  it('finds an object behind progress text on the same line', () => {
    const [line = ''] = recording('borg/1.2.4', 'recreate-exclude').stderr.split('\n');
    expect(parseBorgLine(line)).toEqual([
      { kind: 'raw', text: '0 B O 0 B C 0 B D 0 N src' },
      { kind: 'file', status: 'd', path: 'src' },
    ]);
  });

  it('finds the error behind a prompt', () => {
    const last = recording('borg/1.2.4', 'list-no-passphrase-no-tty').stderr.trim().split('\n').at(-1) ?? '';
    expect(parseBorgLine(last)).toMatchObject([
      { kind: 'raw', text: 'Enter passphrase for key /srv/demo/repos-1.2.4/repokey:' },
      { kind: 'log', level: 'error', msgid: 'NoPassphraseFailure' },
    ]);
  });

  it.each([
    '{"broken": ',
    'a {"b": {"c"',
    '[1,2]',
    '"text"',
    '12',
    '{"type": "from the future", "x": 1}',
    '{"',
    '\u001b[2K{',
  ])('keeps %j as text', (line) => {
    expect(parseBorgLine(line)).toMatchObject([{ kind: 'raw' }]);
  });

  it('gives only the numbers that were sent', () => {
    const first =
      '{"original_size": 5, "compressed_size": 4, "deduplicated_size": 0, "nfiles": 0, "path": "a", "time": 1, "type": "archive_progress", "finished": false}';
    expect(parseBorgLine(first)).toEqual([
      {
        kind: 'progress',
        event: {
          type: 'progress',
          phase: 'create',
          originalSize: 5,
          compressedSize: 4,
          deduplicatedSize: 0,
          nfiles: 0,
          path: 'a',
        },
      },
    ]);
    // The last message has none: spread over the first it must not reset anything.
    const last = '{"time": 1795185733.04, "type": "archive_progress", "finished": true}';
    const [message] = parseBorgLine(last);
    expect(message).toEqual({ kind: 'progress', event: { type: 'progress', phase: 'create' } });
    expect(Object.keys(message?.kind === 'progress' ? message.event : {})).toEqual(['type', 'phase']);
  });

  it('leaves out a total of zero, which means not counted yet', () => {
    const line =
      '{"message": "Calculating", "current": 0, "total": 0, "info": null, "operation": 1, "msgid": "extract", "type": "progress_percent", "finished": false, "time": 1}';
    expect(parseBorgLine(line)).toEqual([
      { kind: 'progress', event: { type: 'progress', phase: 'extract' } },
    ]);
    const next =
      '{"message": " 21.5%", "current": 3, "total": 8, "info": ["src/video"], "operation": 1, "msgid": "extract", "type": "progress_percent", "finished": false, "time": 1}';
    expect(parseBorgLine(next)).toEqual([
      {
        kind: 'progress',
        event: { type: 'progress', phase: 'extract', current: 3, total: 8, path: 'src/video' },
      },
    ]);
  });
});
