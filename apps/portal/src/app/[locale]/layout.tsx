import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '../globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata } from 'next';
import { hasLocale, NextIntlClientProvider } from 'next-intl';
import { setRequestLocale } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { Suspense, type ReactNode } from 'react';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { AppFrame } from '../../frame/app-frame.tsx';
import { Providers } from '../../frame/providers.tsx';
import { routing } from '../../i18n/routing.ts';

export const metadata: Metadata = { title: { default: 'Millwright', template: '%s · Millwright' } };

export const generateStaticParams = () => routing.locales.map((locale) => ({ locale }));

interface Props {
  readonly children: ReactNode;
  readonly params: Promise<{ locale: string }>;
}

export default async function Layout({ children, params }: Props) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  setRequestLocale(locale);
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : locale} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" />
      </head>
      <body>
        <NextIntlClientProvider key={locale}>
          <Providers>
            <AppFrame>
              <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
            </AppFrame>
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
