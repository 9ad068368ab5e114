import { describe, expect, it } from 'vitest';
import { parseBorgLine } from '@/lib/engines/borg/parse';
import { sshReason } from '@/lib/engines/borg/ssh-reason';
import { recording } from '../recording';

const TABLE: [string, RegExp][] = [
  ['ssh-encrypted-key', /did not accept our ssh key/],
  ['ssh-wrong-key', /did not accept our ssh key/],
  ['ssh-key-file-missing', /key file is missing/],
  ['ssh-host-unknown', /could not be resolved/],
  ['ssh-hostkey-changed', /host key of the server has changed/],
  ['ssh-hostkey-unknown', /not known here/],
  ['ssh-port-closed', /refused the connection/],
  ['ssh-remote-borg-missing', /Borg was not found on the server/],
];

describe('sshReason', () => {
  it.each(TABLE)('%s', (name, expected) => {
    const lines = recording('borg/1.2.4-misc', name)
      .stderr.split('\n')
      .flatMap((line) => parseBorgLine(line));
    const messages = lines.map((line) => (line.kind === 'log' ? line.message : ''));
    expect(sshReason(messages)).toMatch(expected);
  });

  it('knows nothing about lines that are not from the other side', () => {
    expect(sshReason(['Connection refused', 'Permission denied'])).toBeNull();
  });
});
