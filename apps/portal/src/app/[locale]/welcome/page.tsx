import { setRequestLocale } from 'next-intl/server';
import { WelcomePage } from '../../../features/account/welcome-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'welcome');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <WelcomePage />;
}
