import { setRequestLocale } from 'next-intl/server';
import type { Locale } from '@millwright/contracts';
import { ModelPage } from '../../../../features/models/model-page.tsx';

interface Props {
  readonly params: Promise<{ locale: Locale; name: string }>;
}

export const generateMetadata = async ({ params }: Props) => ({
  title: decodeURIComponent((await params).name),
});

export default async function Page({ params }: Props) {
  setRequestLocale((await params).locale);
  return <ModelPage name={decodeURIComponent((await params).name)} />;
}
