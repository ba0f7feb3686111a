import { setRequestLocale } from 'next-intl/server';
import { AccountPage } from '../../../features/account/account-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'account');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <AccountPage />;
}
