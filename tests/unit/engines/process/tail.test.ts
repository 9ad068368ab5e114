import { expect, it } from 'vitest';
import { createTail } from '@/lib/engines/process/tail';

it('keeps the last lines, cut to a size', () => {
  const tail = createTail(3);
  for (const line of ['a', '', '  ', 'b', 'c ', 'x'.repeat(9_000)]) tail.push(line);
  expect(tail.lines().map((line) => line.length)).toEqual([1, 1, 4_097]);
  expect(tail.lines().slice(0, 2)).toEqual(['b', 'c']);
});
