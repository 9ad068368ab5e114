import { describe, expect, it } from 'vitest';
import { latestSlot, nextRun } from '@/lib/jobs/schedule';

const next = (schedule: string, zone: string, after: string): string | undefined =>
  nextRun(schedule, zone, new Date(after))?.toISOString();

/** The next `count` times, each asked for at the one before. */
function following(schedule: string, zone: string, after: string, count: number): string[] {
  const times: string[] = [];
  for (let at = after; times.length < count; ) {
    at = next(schedule, zone, at) ?? 'never';
    times.push(at.replace(':00.000Z', 'Z'));
  }
  return times;
}

describe('nextRun', () => {
  it('is after the moment, never at it', () => {
    expect(next('0 2 * * *', 'UTC', '2026-11-20T01:59:59Z')).toBe('2026-11-20T02:00:00.000Z');
    expect(next('0 2 * * *', 'UTC', '2026-11-20T02:00:00Z')).toBe('2026-11-21T02:00:00.000Z');
    expect(next('0 2 * * *', 'UTC', '2026-11-20T02:00:00.500Z')).toBe('2026-11-21T02:00:00.000Z');
  });

  it("counts in the plan's zone", () => {
    expect(next('0 2 * * *', 'Asia/Kolkata', '2026-11-20T00:00:00Z')).toBe('2026-11-20T20:30:00.000Z');
    expect(next('0 0 1 * *', 'Pacific/Kiritimati', '2026-11-20T00:00:00Z')).toBe('2026-11-30T10:00:00.000Z');
  });

  it('is nothing for a day that does not come', () => {
    expect(nextRun('0 0 30 2 *', 'UTC', new Date())).toBeNull();
  });

  // Every night has one run: an hour that is left out moves it, an hour that comes twice does not double it.
  it.each([
    {
      what: 'Berlin in spring: 02:30 does not exist',
      schedule: ['30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z'],
      runs: ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    },
    {
      what: 'Berlin in autumn: 02:30 comes twice',
      schedule: ['30 2 * * *', 'Europe/Berlin', '2026-10-24T00:00:00Z'],
      runs: ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    },
    {
      what: 'New York in spring: 02:30 does not exist',
      schedule: ['30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z'],
      runs: ['2026-03-08T07:00Z', '2026-03-09T06:30Z', '2026-03-10T06:30Z'],
    },
    {
      what: 'New York in autumn: 01:30 comes twice',
      schedule: ['30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z'],
      runs: ['2026-11-01T05:30Z', '2026-11-02T06:30Z', '2026-11-03T06:30Z'],
    },
    {
      what: 'Lord Howe in spring: half an hour is left out',
      schedule: ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z'],
      runs: ['2026-10-03T15:30Z', '2026-10-04T15:15Z', '2026-10-05T15:15Z'],
    },
    {
      what: 'Lord Howe in autumn: half an hour comes twice',
      schedule: ['45 1 * * *', 'Australia/Lord_Howe', '2026-04-03T20:00:00Z'],
      runs: ['2026-04-04T14:45Z', '2026-04-05T15:15Z', '2026-04-06T15:15Z'],
    },
  ])('$what', ({ schedule: [cron = '', zone = '', after = ''], runs }) => {
    expect(following(cron, zone, after, runs.length)).toEqual(runs);
  });

  it('goes on every hour when the clock is put back', () => {
    expect(following('15 * * * *', 'Europe/Berlin', '2026-10-24T23:50:00Z', 4)).toEqual([
      '2026-10-25T00:15Z',
      '2026-10-25T01:15Z',
      '2026-10-25T02:15Z',
      '2026-10-25T03:15Z',
    ]);
  });

  it('does not come again when it is asked for in the repeated hour', () => {
    expect(next('30 2 * * *', 'Europe/Berlin', '2026-10-25T01:10:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });
});

describe('latestSlot', () => {
  const slot = (firstDue: string, now: string, schedule = '0 * * * *', zone = 'UTC'): string =>
    latestSlot(schedule, zone, new Date(firstDue), new Date(now)).toISOString();

  it('is the slot itself when it is due just now', () => {
    expect(slot('2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z')).toBe('2026-11-20T10:00:00.000Z');
    expect(slot('2026-11-20T10:00:00Z', '2026-11-20T10:00:42Z')).toBe('2026-11-20T10:00:00.000Z');
  });

  it('is the last one missed after days without power, and only that one', () => {
    expect(slot('2026-11-17T10:00:00Z', '2026-11-20T10:00:05Z')).toBe('2026-11-20T10:00:00.000Z');
    expect(slot('2026-11-17T10:00:00Z', '2026-11-20T09:59:59Z')).toBe('2026-11-20T09:00:00.000Z');
  });

  it('stays at the planned slot when the clock was put back', () => {
    expect(slot('2026-11-20T10:00:00Z', '2026-11-20T08:30:00Z')).toBe('2026-11-20T10:00:00.000Z');
  });

  it('is never in the future, however far the clock jumped', () => {
    expect(slot('2026-11-20T10:00:00Z', '2027-06-01T12:34:56Z')).toBe('2027-06-01T12:00:00.000Z');
  });

  it('stays at the planned slot when the schedule was changed to one with no slot since', () => {
    expect(slot('2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z', '0 3 * * *')).toBe(
      '2026-11-20T10:00:00.000Z',
    );
  });

  it.each([
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-10-23T00:30:00Z',
      '2026-10-25T12:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-27T01:30:00Z',
      '2026-03-29T12:00:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'America/New_York',
      '30 1 * * *',
      '2026-10-30T05:30:00Z',
      '2026-11-01T06:31:00Z',
      '2026-11-01T05:30:00.000Z',
    ],
    [
      'Australia/Lord_Howe',
      '45 1 * * *',
      '2026-04-03T14:45:00Z',
      '2026-04-05T00:00:00Z',
      '2026-04-04T14:45:00.000Z',
    ],
  ])('agrees with nextRun where the clock of %s changes (%s)', (zone, schedule, firstDue, now, expected) => {
    expect(slot(firstDue, now, schedule, zone)).toBe(expected);
    const before = new Date(new Date(expected).getTime() - 1000);
    expect(nextRun(schedule, zone, before)?.toISOString()).toBe(expected);
  });
});
