import { describe, expect, it } from 'vitest';
import { isWellFormed, plainJson, wellFormed } from '@/lib/core/text';

const HALF = '\udcff';

describe('text', () => {
  it('that is Unicode stays as it is', () => {
    expect(isWellFormed('写真 👍')).toBe(true);
    expect(wellFormed('写真 👍')).toBe('写真 👍');
  });

  it('loses the halves of pairs, wherever they are', () => {
    expect(isWellFormed(`a${HALF}`)).toBe(false);
    expect(wellFormed(`${HALF}a👍${HALF}`)).toBe('\ufffda👍\ufffd');
    expect(plainJson({ a: [`x${HALF}`], b: undefined, at: new Date(0) })).toEqual({
      a: ['x\ufffd'],
      at: '1970-01-01T00:00:00.000Z',
    });
  });
});
