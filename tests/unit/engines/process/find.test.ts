import { expect, it } from 'vitest';
import { findExecutable, findFullExecutable } from '@/lib/engines/process/find';

it('finds programs on the given path alone', () => {
  expect(findExecutable('sh')).toMatch(/^\/(usr\/)?bin\/sh$/);
  expect(findExecutable('/bin/sh')).toBe('/bin/sh');
  expect(findFullExecutable('nice')).toMatch(/\/nice$/);
  for (const name of [
    '',
    'no-such-program',
    './sh',
    '../bin/sh',
    'bin/sh',
    '/etc/passwd',
    '/etc',
    '/no/such',
  ]) {
    expect(findExecutable(name)).toBeNull();
  }
  expect(findExecutable('sh', 'usr/bin:.')).toBeNull();
});
