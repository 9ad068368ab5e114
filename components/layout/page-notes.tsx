'use client';

import { FullPageNote } from './full-page-note';

export function NotFoundNote() {
  return (
    <FullPageNote title="There is nothing here">
      The page, job or archive does not exist, or was removed. The overview shows what is there.
    </FullPageNote>
  );
}

interface ErrorNoteProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** In production the server keeps the message to itself; the digest finds it in the log. */
export function ErrorNote({ error, reset }: ErrorNoteProps) {
  return (
    <FullPageNote title="This page could not be shown" reference={error.digest} onRetry={reset}>
      The address may be wrong, you may not be allowed to see it, or the server cannot reach its database.
      Your backups are not affected.
    </FullPageNote>
  );
}
