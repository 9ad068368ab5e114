import type { ToolEvent } from '@/lib/engines/events';
import type { RunHooks } from '@/lib/engines/run-verb';
import type { JobRun } from '@/lib/jobs/define';

/** What a tool reports, as progress and log of the job; its process is recorded and ended with the job. */
export function toolHooks<P>(run: JobRun<P>): RunHooks {
  return {
    signal: run.signal,
    onSpawn: run.own,
    lowPriority: true,
    onEvent: (event: ToolEvent) => {
      if (event.type === 'log') run.log(event.level, event.message);
      if (event.type !== 'progress') return;
      const { originalSize, compressedSize, deduplicatedSize, nfiles, path, current, total, phase } = event;
      const counters = {
        original_size: originalSize,
        compressed_size: compressedSize,
        deduplicated_size: deduplicatedSize,
        ...{ nfiles, path, current, total },
      };
      const present = Object.entries(counters).filter(([, value]) => value !== undefined && value !== '');
      run.progress({ phase, ...Object.fromEntries(present) });
    },
  };
}
