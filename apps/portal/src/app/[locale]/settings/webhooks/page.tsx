import { setRequestLocale } from 'next-intl/server';
import { titleOf, type LocaleParams } from '../../../../app/page-title.ts';
import { WebhooksPage } from '../../../../features/webhooks/list-page.tsx';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'webhooks');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <WebhooksPage />;
}
