import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JOB_KINDS } from '@/lib/job-kinds';
import { jobType } from '@/lib/jobs/define';

describe('jobType', () => {
  it('finds every kind by the type of its payload', () => {
    expect(JOB_KINDS.map((kind) => jobType(JOB_KINDS, { type: kind.type }))).toEqual([...JOB_KINDS]);
  });

  it.each([
    ['an unknown type', { type: 'borg.unknown' }, '"borg.unknown"'],
    ['no type', {}, '"undefined"'],
    ['null', null, '"undefined"'],
    ['a text', 'borg.backup', '"undefined"'],
  ])('refuses %s', (_what, payload, named) => {
    expect(() => jobType(JOB_KINDS, payload)).toThrow(`No job kind is registered for ${named}`);
  });
});

describe('the kinds of jobs', () => {
  it('have types of their own, and payloads that say so', () => {
    expect(new Set(JOB_KINDS.map((kind) => kind.type)).size).toBe(JOB_KINDS.length);
    for (const { type, payload } of JOB_KINDS) {
      const literal = payload instanceof z.ZodObject ? payload.shape.type : null;
      expect(literal, type).toBeInstanceOf(z.ZodLiteral);
      expect((literal as z.ZodLiteral).value).toBe(type);
    }
  });
});
