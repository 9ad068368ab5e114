import { Writable } from 'node:stream';
import pino from 'pino';
import { redact } from '@/lib/core/redact';

// Redaction works on the finished line, so a secret is caught whatever field or error message it hides in.
const redactingStderr = new Writable({
  decodeStrings: false,
  write(chunk: string | Buffer, _encoding, done) {
    process.stderr.write(redact(String(chunk)));
    done();
  },
});

/** JSON lines on standard error: time, level, msg and the fields of the call. */
export const logger = pino(
  {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'msg',
    formatters: { level: (label) => ({ level: label }) },
  },
  redactingStderr,
);
