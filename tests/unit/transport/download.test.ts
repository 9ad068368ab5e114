import { afterAll, describe, expect, it } from 'vitest';
import { adoptDataFolder } from '@/tests/unit/data-folder';

const folder = adoptDataFolder();
const { contentDisposition } = await import('@/lib/transport/download');
afterAll(() => folder.remove());

describe('contentDisposition', () => {
  it.each([
    ['report 1.txt', `attachment; filename="report 1.txt"; filename*=UTF-8''report%201.txt`],
    ['Größe.txt', `attachment; filename="Gr__e.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.txt`],
    [`a"b'c(d)*.txt`, `attachment; filename="a_b_c_d__.txt"; filename*=UTF-8''a%22b%27c%28d%29%2a.txt`],
    ['a\r\nX: y', `attachment; filename="a__X_ y"; filename*=UTF-8''a%0D%0AX%3A%20y`],
    ['..\\..\\x;y=z', `attachment; filename=".._.._x_y_z"; filename*=UTF-8''..%5C..%5Cx%3By%3Dz`],
    ['👍', `attachment; filename="__"; filename*=UTF-8''%F0%9F%91%8D`],
  ])('of %j', (name, header) => {
    expect(contentDisposition(name)).toBe(header);
    expect(new Headers({ 'Content-Disposition': header }).get('content-disposition')).toBe(header);
  });
});
