import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { plural } from '@/components/jobs/words';
import { Mono } from '@/components/ui/mono';
import { showControl } from '@/lib/core/format';

const NAMED = 8;

/** The archive and what of it, by name. */
export function WhatIsRestored({ archive, paths }: { archive: string; paths: string[] }) {
  return (
    <Box sx={{ mb: 2.5 }}>
      <Typography>
        {paths.length === 0 ? 'All files' : plural(paths.length, 'entry', 'entries')} of{' '}
        <Mono>{showControl(archive)}</Mono>
        {paths.length === 0 ? '.' : ':'}
      </Typography>
      {paths.length > 0 ? (
        <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
          {paths.slice(0, NAMED).map((path) => (
            <li key={path}>
              <Mono>{showControl(path)}</Mono>
            </li>
          ))}
          {paths.length > NAMED ? <li>and {paths.length - NAMED} more</li> : null}
        </Box>
      ) : null}
    </Box>
  );
}
