import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent; red, amber and green belong to states alone. */
const steel: MantineColorsTuple = [
  '#eef5f9',
  '#dce8ef',
  '#b5d0e0',
  '#8ab6d0',
  '#67a1c3',
  '#5094bb',
  '#3f87b0',
  '#2f749c',
  '#20648b',
  '#0b557a',
];

export const theme = createTheme({
  colors: { steel },
  primaryColor: 'steel',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace',
  components: {
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
  },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' } } },
});
