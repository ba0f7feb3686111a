import createNextIntlPlugin from 'next-intl/plugin';
import path from 'node:path';

// Messages are compiled at build time, so that no page carries the parser of their language.
const withIntl = createNextIntlPlugin({
  requestConfig: './src/i18n/request.ts',
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
});
const root = path.resolve(import.meta.dirname, '../..');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  outputFileTracingRoot: root,
  turbopack: { root },
  // `npm run check` checks the types; nobody has to wait for that again when the portal is built to be started.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@millwright/client', '@millwright/contracts'],
  experimental: {
    optimizePackageImports: [
      '@mantine/core',
      '@mantine/hooks',
      '@tabler/icons-react',
      '@millwright/client',
      '@millwright/contracts',
    ],
  },
};

export default withIntl(config);
