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
      The server could not read what the page needs; most likely its database does not answer just now. Your
      backups are not affected.
    </FullPageNote>
  );
}

export function ForbiddenNote() {
  return (
    <FullPageNote title="This is not for your role">
      Backups, their history and settings are for super admins. Ask one to change your role, or sign in as
      somebody else.
    </FullPageNote>
  );
}
