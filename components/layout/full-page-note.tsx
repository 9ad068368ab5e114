'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from './mark';

interface FullPageNoteProps {
  title: string;
  children: ReactNode;
  /** names the entry of the server log */
  reference?: string | undefined;
  onRetry?: () => void;
}

/**
 * A page that is only a message: what happened and where to go. Error and not-found pages are part of the first
 * load of every page, so this one is plain HTML.
 */
export function FullPageNote({ title, children, reference, onRetry }: FullPageNoteProps) {
  return (
    <section className="note-page">
      <div className="note-text">
        <div className="note-mark">
          <Mark size={44} />
        </div>
        <h1>{title}</h1>
        <p>{children}</p>
        <div className="note-actions">
          {onRetry ? (
            <button type="button" className="note-action" onClick={onRetry}>
              Try again
            </button>
          ) : null}
          <Link href="/" className={onRetry ? 'note-second' : 'note-action'}>
            Go to the overview
          </Link>
        </div>
        {reference ? (
          <p>
            The server log has the details under <code>{reference}</code>.
          </p>
        ) : null}
      </div>
    </section>
  );
}
