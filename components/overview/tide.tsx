import Box from '@mui/material/Box';

const LINES = [0, 1, 2, 3, 4, 5];

/** Depth lines at the right edge: decoration in the colour of the state. */
export function Tide({ ink }: { ink: string }) {
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox="0 0 420 220"
      preserveAspectRatio="xMaxYMid slice"
      sx={{
        position: 'absolute',
        right: 0,
        top: 0,
        height: '100%',
        width: { xs: '60%', md: 420 },
        color: ink,
        maskImage: 'linear-gradient(to right, transparent, #000 55%)',
        opacity: { xs: 0.08, md: 0.16 },
      }}
    >
      {LINES.map((line) => (
        <path
          key={line}
          d={`M${150 + line * 34} 240 C ${120 + line * 40} 170, ${260 + line * 26} 130, ${215 + line * 38} 70 S ${300 + line * 30} 0, ${290 + line * 34} -20`}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5 + line * 0.7}
        />
      ))}
    </Box>
  );
}
