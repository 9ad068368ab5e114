import { describe, expect, it } from 'vitest';
import {
  archiveStamp,
  formatAge,
  formatBytes,
  formatClock,
  formatDuration,
  showControl,
} from '@/lib/core/format';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_536_000, '1.5 MB'],
    [9_949, '9.9 kB'],
    [9_960, '10 kB'],
    [12_345_678, '12 MB'],
    [999_499, '999 kB'],
    [999_999, '1.0 MB'],
    [1e12, '1.0 TB'],
    [5e18, '5000 PB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_500, '1.5 s'],
    [59_990, '59.9 s'],
    [60_000, '1 min 0 s'],
    [93_500, '1 min 33 s'],
    [3_600_000, '1 h 0 min'],
    [90_061_000, '25 h 1 min'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatClock', () => {
  it.each([
    [0, '0:00:00'],
    [59.6, '0:01:00'],
    [930, '0:15:30'],
    [90_000, '25:00:00'],
  ])('%d s is %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});

describe('archiveStamp', () => {
  it('is UTC, whatever the zone of the text', () => {
    expect(archiveStamp(new Date('2026-11-20T23:30:05-02:00'))).toBe('20261121_013005');
  });
});

describe('formatAge', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  it.each([
    [30, 'just now'],
    [-500, 'just now'],
    [180, '3 min ago'],
    [3_600, '1 h ago'],
    [47 * 3_600, '47 h ago'],
    [48 * 3_600, '2 days ago'],
  ])('%d s ago is %s', (seconds, text) => {
    expect(formatAge(new Date(now.getTime() - seconds * 1000), now)).toBe(text);
  });
});

describe('showControl', () => {
  it('shows what would steer a terminal or turn a line round', () => {
    expect(showControl('a\u001b[31mb\n\u0000')).toBe('a␛[31mb␊␀');
    expect(showControl('x\u007f\u009b')).toBe('x\ufffd\ufffd');
    expect(showControl('gpj\u202eexe.\u2066\u200f')).toBe('gpj\ufffdexe.\ufffd\ufffd');
  });
  it('leaves other letters alone', () => {
    expect(showControl('Größe – 写真 👍.txt')).toBe('Größe – 写真 👍.txt');
  });
});
