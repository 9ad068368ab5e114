import type { SxProps, Theme } from '@mui/material/styles';

const hidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

const wide = {
  '& th': {
    textAlign: 'left',
    padding: '8px 12px',
    fontSize: '0.78rem',
    fontWeight: 620,
    color: 'text.secondary',
    borderBottom: '1px solid var(--hf-line)',
    whiteSpace: 'nowrap',
  },
  '& td': { padding: '10px 12px', borderBottom: '1px solid var(--hf-line-soft)', verticalAlign: 'middle' },
  '& th:first-of-type, & td:first-of-type': { paddingLeft: '20px' },
  '& th:last-of-type, & td:last-of-type': { paddingRight: '20px' },
  '& [data-align="right"]': { textAlign: 'right' },
  '& tbody tr': { position: 'relative', transition: 'background-color 120ms' },
  '& tbody tr:last-of-type td': { borderBottom: 0 },
  '& tbody tr:hover': { backgroundColor: 'var(--hf-well)' },
  '& .quiet': hidden,
} as const;

/** Below 720 px each row is a card, each cell a line with its label before it. */
const narrow = {
  '&, & tbody, & tr, & td': { display: 'block', width: '100%' },
  '& thead': hidden,
  '& tbody tr': { padding: '12px 20px', borderBottom: '1px solid var(--hf-line)' },
  '& tbody tr:last-of-type': { borderBottom: 0 },
  '& td, & td:first-of-type, & td:last-of-type': {
    padding: '3px 0',
    border: 0,
    display: 'flex',
    justifyContent: 'space-between',
    gap: '14px',
    textAlign: 'right',
    minWidth: 0,
  },
  '& td > *': { minWidth: 0 },
  '& td[data-phone="line"]::before': {
    content: 'attr(data-label)',
    color: 'text.secondary',
    fontSize: '0.82rem',
    flexShrink: 0,
  },
  '& td[data-phone="heading"], & td[data-phone="bare"]': { textAlign: 'left', justifyContent: 'flex-start' },
  '& td[data-phone="heading"]': { fontWeight: 600, paddingBottom: '4px' },
  '& td[data-phone="hidden"]': { display: 'none' },
} as const;

export const tableStyle: SxProps<Theme> = {
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: '0.88rem',
  ...wide,
  '@media (max-width: 719.95px)': narrow,
};

/** A link that makes its whole row clickable; buttons of the row must be raised above it. */
export const rowLink: SxProps<Theme> = {
  fontWeight: 600,
  color: 'text.primary',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
  '&:focus-visible': { outline: 'none' },
  '&:focus-visible::after': { outline: '2px solid var(--hf-palette-primary-main)', outlineOffset: '-2px' },
};

export const aboveRowLink: SxProps<Theme> = { position: 'relative', zIndex: 1 };
