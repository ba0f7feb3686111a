import { setRequestLocale } from 'next-intl/server';
import type { Locale } from '@millwright/contracts';
import { titleOf } from '../../../../../app/page-title.ts';
import { WebhookPage } from '../../../../../features/webhooks/webhook-page.tsx';

interface Props {
  readonly params: Promise<{ locale: Locale; id: string }>;
}

export const generateMetadata = (props: Props) => titleOf(props, 'webhooks');

export default async function Page({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  return <WebhookPage id={id} />;
}
