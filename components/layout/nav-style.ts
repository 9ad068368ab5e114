import type { SxProps, Theme } from '@mui/material/styles';

export const RAIL_WIDTH = 224;
export const BAR_HEIGHT = 60;

const link = {
  display: 'flex',
  alignItems: 'center',
  gap: '12px',
  padding: '9px 12px',
  borderRadius: '9px',
  color: 'var(--hf-rail-ink)',
  textDecoration: 'none',
  fontWeight: 560,
  position: 'relative',
  '& svg': { fontSize: '1.3rem', opacity: 0.85 },
  '&:hover': { color: 'var(--hf-rail-strong)', backgroundColor: 'rgb(255 255 255 / 6%)' },
  '&:focus-visible': { outline: '2px solid var(--hf-buoy)', outlineOffset: '-1px' },
  '&[aria-current="page"]': { color: 'var(--hf-rail-strong)', backgroundColor: 'var(--hf-rail-active)' },
  '&[aria-current="page"]::before': {
    content: '""',
    position: 'absolute',
    left: '-12px',
    top: '8px',
    bottom: '8px',
    width: '4px',
    borderRadius: '0 4px 4px 0',
    backgroundColor: 'var(--hf-buoy)',
  },
} as const;

const phone = {
  top: 'auto',
  right: 0,
  width: '100%',
  height: `calc(${BAR_HEIGHT}px + env(safe-area-inset-bottom))`,
  padding: '0 4px env(safe-area-inset-bottom)',
  '& .logo, & .long': { display: 'none' },
  '& .short': { display: 'inline' },
  '& ul': { display: 'flex', gap: 0, height: BAR_HEIGHT },
  '& li': { flex: 1, minWidth: 0 },
  '& li a': {
    flexDirection: 'column',
    gap: '2px',
    padding: '8px 2px',
    fontSize: '0.72rem',
    height: '100%',
    justifyContent: 'center',
    whiteSpace: 'nowrap',
  },
  '& li a[aria-current="page"]::before': {
    left: '25%',
    right: '25%',
    top: 0,
    bottom: 'auto',
    width: 'auto',
    height: '3px',
    borderRadius: '0 0 4px 4px',
  },
} as const;

export const navStyle: SxProps<Theme> = (theme) => ({
  position: 'fixed',
  zIndex: 20,
  left: 0,
  top: 0,
  bottom: 0,
  width: RAIL_WIDTH,
  padding: '18px 12px',
  backgroundColor: 'var(--hf-rail)',
  color: 'var(--hf-rail-strong)',
  borderRight: '1px solid rgb(255 255 255 / 5%)',
  '& .logo': { display: 'block', padding: '2px 10px 22px', color: 'inherit', textDecoration: 'none' },
  '& ul': { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '4px' },
  '& li a': link,
  '& .short': { display: 'none' },
  [theme.breakpoints.down('md')]: phone,
});
