import { createTheme } from '@mui/material/styles';
import type {} from '@mui/material/themeCssVarsAugmentation';
import { overrides } from './overrides';
import { darkPalette, lightPalette } from './palette';

const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';

/** Attribute on <html> that says which scheme is on; the start-up script and the style sheet use the same one. */
export const SCHEME_ATTRIBUTE = 'data-scheme';

export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'hf', colorSchemeSelector: SCHEME_ATTRIBUTE },
  colorSchemes: { light: { palette: lightPalette }, dark: { palette: darkPalette } },
  shape: { borderRadius: 10 },
  typography: {
    fontFamily: sans,
    fontSize: 13.5,
    h1: { fontSize: '1.6rem', fontWeight: 720, letterSpacing: '-0.022em', lineHeight: 1.2 },
    h2: { fontSize: '1.05rem', fontWeight: 680, letterSpacing: '-0.01em', lineHeight: 1.35 },
    h3: { fontSize: '0.95rem', fontWeight: 660, lineHeight: 1.4 },
    body2: { fontSize: '0.875rem' },
    overline: { fontSize: '0.72rem', fontWeight: 650, letterSpacing: '0.07em', lineHeight: 1.6 },
  },
  components: overrides,
});
