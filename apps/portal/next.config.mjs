import createNextIntlPlugin from 'next-intl/plugin';
import path from 'node:path';

const withIntl = createNextIntlPlugin('./src/i18n/request.ts');
const root = path.resolve(import.meta.dirname, '../..');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  outputFileTracingRoot: root,
  turbopack: { root },
  transpilePackages: ['@millwright/contracts'],
  experimental: {
    optimizePackageImports: [
      '@mantine/core',
      '@mantine/hooks',
      '@tabler/icons-react',
      '@millwright/contracts',
    ],
  },
};

export default withIntl(config);
