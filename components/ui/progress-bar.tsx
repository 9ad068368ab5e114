import Box from '@mui/material/Box';
import { keyframes } from '@mui/material/styles';

const slide = keyframes({ from: { left: '-35%' }, to: { left: '100%' } });

interface ProgressBarProps {
  label: string;
  /** share done, 0 to 100; null while the total is not known */
  percent: number | null;
  height?: number;
  testId?: string;
}

/** A progress bar; with no total it only says that something is going on. */
export function ProgressBar({ label, percent, height = 8, testId }: ProgressBarProps) {
  const known = percent === null ? {} : { 'aria-valuenow': Math.floor(percent) };
  return (
    <Box
      component="span"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...known}
      data-testid={testId}
      sx={{
        display: 'block',
        position: 'relative',
        height,
        borderRadius: 99,
        overflow: 'hidden',
        bgcolor: 'var(--hf-line)',
      }}
    >
      <Box
        component="span"
        sx={{
          position: 'absolute',
          inset: '0 auto 0 0',
          borderRadius: 99,
          bgcolor: 'primary.main',
          ...(percent === null
            ? { width: '35%', animation: `${slide} 1.6s ease-in-out infinite` }
            : { width: `${percent}%`, transition: 'width 400ms' }),
        }}
      />
    </Box>
  );
}
