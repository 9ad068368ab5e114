import type { PaletteOptions } from '@mui/material/styles';

/** Kelp and deep water: petrol for what can be pressed, green only for "it worked", buoy orange for where you are. */
export const lightPalette: PaletteOptions = {
  background: { default: '#eef2f1', paper: '#ffffff' },
  text: { primary: '#122120', secondary: '#4b5f5d', disabled: '#7b8d8b' },
  divider: '#d9e2e0',
  primary: { main: '#0b5f66', dark: '#08484e', light: '#3a8a90', contrastText: '#ffffff' },
  secondary: { main: '#a8430f', dark: '#85340a', light: '#d2571b', contrastText: '#ffffff' },
  success: { main: '#1b7440', dark: '#135730', light: '#3f9a64', contrastText: '#ffffff' },
  error: { main: '#b02a1c', dark: '#8a1d12', light: '#d0564a', contrastText: '#ffffff' },
  warning: { main: '#8a5600', dark: '#6b4300', light: '#b97a14', contrastText: '#ffffff' },
  info: { main: '#275b96', dark: '#1c4472', light: '#4f82bb', contrastText: '#ffffff' },
};

export const darkPalette: PaletteOptions = {
  background: { default: '#0a1314', paper: '#111d1f' },
  text: { primary: '#e5efed', secondary: '#9fb5b2', disabled: '#6d8482' },
  divider: '#24373a',
  primary: { main: '#6fc9c6', dark: '#4aa9a7', light: '#9bdedb', contrastText: '#04282a' },
  secondary: { main: '#f4a06a', dark: '#d67f46', light: '#f8bf99', contrastText: '#341502' },
  success: { main: '#63c98d', dark: '#3fa76b', light: '#93dcb1', contrastText: '#04210f' },
  error: { main: '#ff9285', dark: '#e56b5d', light: '#ffb8af', contrastText: '#3a0a04' },
  warning: { main: '#f0b65e', dark: '#cf933a', light: '#f6cf93', contrastText: '#2e1d00' },
  info: { main: '#8fbaf0', dark: '#6797d2', light: '#b6d3f7', contrastText: '#06203f' },
};
