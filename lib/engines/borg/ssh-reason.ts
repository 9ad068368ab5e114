/** Why ssh gave up. Borg itself only says "Connection closed"; the reason is in the `Remote:` lines before. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    'The host key of the server has changed: another machine may be answering. Compare its fingerprint with the administrator before you trust it.',
  ],
  [
    /No \S+ host key is known|Host key verification failed/,
    'The host key of the server is not known here. Add it to known_hosts after comparing the fingerprint.',
  ],
  [/Identity file .+ not accessible/, 'The ssh key file is missing. Put it back or choose another key.'],
  [
    /Permission denied/,
    'The server did not accept our ssh key. Add the public key to authorized_keys there; a key with a passphrase cannot be used.',
  ],
  [
    /Could not resolve hostname/,
    'The host name of the server could not be resolved. Check its spelling and the name server.',
  ],
  [/Connection refused/, 'The server refused the connection. Check the port and that sshd runs there.'],
  [
    /Connection timed out|Operation timed out|timed out during banner/,
    'The server did not answer in time. Check the address, the firewall and the network.',
  ],
  [/No route to host|Network is unreachable/, 'There is no route to the server. Check the network.'],
  [
    /command not found|borg: not found|No such file or directory/,
    'Borg was not found on the server. Install borg there.',
  ],
];

/** The human sentence for a failed connection, from all lines of the run; null when none of them tells. */
export function sshReason(lines: readonly string[]): string | null {
  const remote = lines.filter((line) => line.startsWith('Remote: ')).join('\n');
  return REASONS.find(([pattern]) => pattern.test(remote))?.[1] ?? null;
}
