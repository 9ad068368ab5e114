'use client';

import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';

function Rest({ notices }: { notices: string[] }) {
  if (notices.length === 0) return null;
  return (
    <Box component="details" sx={{ mt: 0.25 }}>
      <Box component="summary" sx={{ cursor: 'pointer', fontWeight: 600, width: 'fit-content' }}>
        {notices.length === 1 ? 'One more notice' : `${notices.length} more notices`}
      </Box>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
        {notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </Box>
    </Box>
  );
}

/** What an administrator should know on every page; the first in full, the others one click away. */
export function Notices({ notices }: { notices: string[] }) {
  const [first, ...rest] = notices;
  if (!first) return null;
  return (
    <Alert severity="warning" sx={{ mb: 2.5, py: 0.25 }} data-testid="notices">
      {first}
      <Rest notices={rest} />
    </Alert>
  );
}
