import { setRequestLocale } from 'next-intl/server';
import { SignInPage } from '../../../features/account/sign-in-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'signIn');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <SignInPage />;
}
