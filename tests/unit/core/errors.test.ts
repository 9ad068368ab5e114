import { describe, expect, it } from 'vitest';
import {
  AppError,
  ERROR_CODES,
  invalid,
  isErrorCode,
  notFound,
  toAppError,
  toProblem,
} from '@/lib/core/errors';
import { ENGINE_ERROR_CODES, EngineFailure, EngineInputError } from '@/lib/engines/failure';

describe('toAppError', () => {
  it('keeps an error of our own as it is', () => {
    const error = new AppError('CONFLICT', 'Somebody was faster.');
    expect(toAppError(error)).toBe(error);
  });

  it("keeps code and sentence of an engine's failure, and nothing of its tail", () => {
    const failure = new EngineFailure({
      code: 'REPOSITORY_LOCKED',
      tool: 'borg',
      detail: 'Another program holds the repository.',
      tail: ['internal line'],
    });
    const error = toAppError(failure);
    expect(error).toMatchObject({
      code: 'REPOSITORY_LOCKED',
      detail: 'Another program holds the repository.',
      status: 409,
      cause: failure,
    });
    expect(JSON.stringify(toProblem(error))).not.toContain('internal line');
  });

  it('knows every code an engine can fail with', () => {
    expect(ENGINE_ERROR_CODES.filter((code) => !isErrorCode(code))).toEqual([]);
  });

  it("takes a value an engine refused for a mistake in the caller's field", () => {
    expect(toAppError(new EngineInputError('compression', 'unknown algorithm'))).toMatchObject({
      code: 'VALIDATION',
      status: 422,
      errors: [{ path: 'compression', message: 'unknown algorithm' }],
    });
  });

  it.each([
    ['an error', new Error('mysql://root:pw@host is wrong')],
    ["an operating system's error", Object.assign(new Error('open /root/x'), { code: 'ENOENT' })],
    ['a text', 'mysql://root:pw@host is wrong'],
    ['nothing', undefined],
    ['a code that only objects have', Object.assign(new Error('x'), { code: 'toString' })],
    ['a bare object with a code', { code: 'NOT_FOUND', detail: 'x' }],
  ])('gives nothing away about %s', (_what, value) => {
    const error = toAppError(value);
    expect(error).toMatchObject({ code: 'INTERNAL', status: 500, cause: value });
    expect(error.detail).toBe('Something went wrong on our side. The server log has the details.');
  });
});

describe('toProblem', () => {
  it('is a problem document with our members', () => {
    const error = new AppError('ALREADY_RUNNING', 'Wait.', { extensions: { job_id: 'j1' } });
    expect(toProblem(error)).toEqual({
      type: 'urn:holdfast:error:already-running',
      title: 'Already running',
      status: 409,
      detail: 'Wait.',
      code: 'ALREADY_RUNNING',
      success: false,
      errors: [],
      job_id: 'j1',
    });
  });

  it('has an error status and a title for every code', () => {
    for (const code of ERROR_CODES) {
      const { status, title } = toProblem(new AppError(code, 'x'));
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(status, code).toBeLessThan(600);
      expect(title, code).not.toBe('');
    }
  });
});

describe('short forms', () => {
  it('name the field and the thing', () => {
    expect(invalid('path', 'is bad')).toMatchObject({
      code: 'VALIDATION',
      detail: 'path: is bad',
      errors: [{ path: 'path', message: 'is bad' }],
    });
    expect(notFound('job 7')).toMatchObject({ code: 'NOT_FOUND', status: 404, detail: 'There is no job 7.' });
  });
});
