import { formatBytes } from '@/lib/core/format';
import type { JobProgress } from '@/lib/jobs/progress';

const WIDTH = 24;

function bar({ current, total }: JobProgress): string {
  if (current === undefined || !total) return '';
  const share = Math.min(1, current / total);
  return `[${'#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH)}] ${Math.round(share * 100)}% `;
}

export function progressText(progress: JobProgress): string {
  const { phase, nfiles, original_size: size } = progress;
  const files = nfiles === undefined ? '' : ` ${nfiles} files`;
  const bytes = size === undefined ? '' : ` ${formatBytes(size)}`;
  return `${bar(progress)}${phase}${files}${bytes}`;
}

/** A line that is drawn over itself on a terminal; nothing at all in a pipe. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): {
  show(progress: JobProgress): void;
  clear(): void;
} {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: (progress) =>
      void stream.write(`\r\u001b[2K${progressText(progress).slice(0, stream.columns - 1)}`),
    clear: () => void stream.write('\r\u001b[2K'),
  };
}
