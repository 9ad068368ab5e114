/**
 * A step of the work. Only the fields the tool really sent are present: whoever shows progress merges them over
 * what is known, because a tool's last message often has no numbers at all.
 * Sizes are bytes; `current` of `total` have the unit of the phase.
 */
export interface ProgressEvent {
  type: 'progress';
  phase: string;
  nfiles?: number;
  originalSize?: number;
  compressedSize?: number;
  deduplicatedSize?: number;
  path?: string;
  current?: number;
  total?: number;
}

export interface LogEvent {
  type: 'log';
  level: 'info' | 'warning' | 'error';
  message: string;
  /** The tool's own message id, when it has one. */
  code?: string;
}

/** The fate of one file, with the tool's status letter. */
export interface FileEvent {
  type: 'file';
  status: string;
  path: string;
}

export type ToolEvent = ProgressEvent | LogEvent | FileEvent;

/** Shared empty answer: most lines of a long listing yield nothing, so no array is made for each. */
export const NO_EVENTS: never[] = [];
