import Box from '@mui/material/Box';

export interface MeterPart {
  label: string;
  /** share of the whole, 0 to 1 */
  share: number;
  color: string;
}

const clamp = (share: number): number => Math.max(0, Math.min(1, share));

/** A bar of parts of a whole. The words beside it must say the same: the bar itself is one image. */
export function Meter({ parts, label }: { parts: MeterPart[]; label: string }) {
  return (
    <Box
      role="img"
      aria-label={label}
      sx={{
        display: 'flex',
        gap: '2px',
        height: 14,
        borderRadius: 99,
        overflow: 'hidden',
        bgcolor: 'var(--hf-line)',
      }}
    >
      {parts.map((part) => (
        <Box
          key={part.label}
          title={part.label}
          sx={{ width: `${clamp(part.share) * 100}%`, minWidth: part.share > 0 ? 3 : 0, bgcolor: part.color }}
        />
      ))}
    </Box>
  );
}
