import type { Metadata } from 'next';
import type { Locale } from '@millwright/contracts';
import { getTranslations } from 'next-intl/server';
import type messages from '../../messages/en.json';

export interface LocaleParams {
  readonly params: Promise<{ locale: Locale }>;
}

/** Title of a page in the browser's tab. */
export async function titleOf(
  { params }: LocaleParams,
  page: keyof typeof messages.frame.pages,
): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: 'frame.pages' });
  return { title: t(page) };
}
