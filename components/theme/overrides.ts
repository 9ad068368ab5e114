import type { Components, Theme } from '@mui/material/styles';
import NextLink from 'next/link';

const line = '1px solid var(--hf-line)';
const WASHES = [
  ['success', 'var(--hf-ok-wash)'],
  ['info', 'var(--hf-info-wash)'],
  ['warning', 'var(--hf-attention-wash)'],
  ['error', 'var(--hf-problem-wash)'],
] as const;

// Before hydration: disabled, in the colours it will have a moment later.
const waiting = {
  '&.Mui-disabled[data-waiting]': {
    color: 'var(--variant-textColor)',
    '&.MuiButton-outlined': {
      color: 'var(--variant-outlinedColor)',
      borderColor: 'var(--variant-outlinedBorder)',
    },
    '&.MuiButton-contained': {
      color: 'var(--variant-containedColor)',
      backgroundColor: 'var(--variant-containedBg)',
    },
  },
};

const buttons: Components<Theme> = {
  MuiButtonBase: { defaultProps: { LinkComponent: NextLink, disableRipple: true } },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: {
        textTransform: 'none',
        fontWeight: 600,
        borderRadius: 9,
        letterSpacing: 0,
        whiteSpace: 'nowrap',
        ...waiting,
      },
      sizeLarge: { fontSize: '1.02rem', padding: '12px 22px', borderRadius: 11 },
    },
  },
  MuiIconButton: { styleOverrides: { root: { borderRadius: 9 } } },
};

const surfaces: Components<Theme> = {
  MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' }, outlined: { border: line } } },
  MuiDialog: { styleOverrides: { paper: { borderRadius: 16, border: line } } },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: '1.15rem', fontWeight: 680, paddingBottom: 8 } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px' } } },
  MuiMenu: { styleOverrides: { paper: { borderRadius: 12, border: line } } },
  MuiAlert: {
    styleOverrides: {
      root: {
        borderRadius: 12,
        alignItems: 'flex-start',
        border: '1px solid var(--hf-line)',
        color: 'var(--hf-palette-text-primary)',
        variants: WASHES.map(([severity, wash]) => ({
          props: { severity },
          style: { backgroundColor: wash },
        })),
      },
      message: { minWidth: 0 },
    },
  },
  MuiAlertTitle: { styleOverrides: { root: { fontWeight: 660, fontSize: '0.98rem' } } },
  MuiTooltip: { styleOverrides: { tooltip: { fontSize: '0.78rem', borderRadius: 8 } } },
};

const controls: Components<Theme> = {
  MuiOutlinedInput: {
    styleOverrides: { root: { borderRadius: 9, backgroundColor: 'var(--hf-palette-background-paper)' } },
  },
  MuiFormHelperText: { styleOverrides: { root: { marginLeft: 2, fontSize: '0.79rem' } } },
  MuiLink: {
    defaultProps: { component: NextLink, underline: 'hover' },
    styleOverrides: { root: { fontWeight: 560 } },
  },
};

export const overrides: Components<Theme> = { ...buttons, ...surfaces, ...controls };
