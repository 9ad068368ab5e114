import Box from '@mui/material/Box';
import { Mark } from './mark';

/** The mark with the name. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 1.1,
        fontWeight: 720,
        fontSize: size * 0.62,
        letterSpacing: '-0.02em',
      }}
    >
      <Mark size={size} />
      Holdfast
    </Box>
  );
}
