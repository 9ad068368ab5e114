import { afterAll, describe, expect, it } from 'vitest';
import { adoptDataFolder, KEY, SECRETS } from '@/tests/unit/data-folder';

const folder = adoptDataFolder({ BORG_REPO: '/srv/repo', NOT_OURS: 'other', LD_PRELOAD: '' });
const { config, encryptionKey, environmentForJobs, exportNextAuthEnvironment } = await import(
  '@/lib/core/config'
);
afterAll(() => folder.remove());

describe('the configuration of this process', () => {
  it('is read once: a later change of the environment changes nothing', () => {
    const first = config();
    process.env.BORG_REPO = '/srv/another';
    expect(config()).toBe(first);
    expect(config().defaultBorg.location).toBe('/srv/repo');
  });

  it('hands jobs the variables Holdfast knows and no others', () => {
    const environment = environmentForJobs();
    expect(environment).toMatchObject({ HOLDFAST_DATA_DIR: folder.dir, PATH: process.env.PATH });
    expect(environment).not.toHaveProperty('NOT_OURS');
    expect(environment).not.toHaveProperty('LD_PRELOAD');
  });

  it('gives next-auth its two variables', () => {
    exportNextAuthEnvironment();
    expect(process.env.NEXTAUTH_URL).toBe(config().baseUrl);
    expect(process.env.NEXTAUTH_SECRET).toBe(SECRETS['nextauth.secret']);
  });

  it('has the key, and says how to mend it when it is gone', () => {
    expect(encryptionKey()).toEqual(KEY);
    config().encryptionKey = null;
    expect(encryptionKey).toThrow(/Put encryption\.key back/);
  });
});
