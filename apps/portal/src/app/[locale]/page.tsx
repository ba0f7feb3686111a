import { setRequestLocale } from 'next-intl/server';
import { HomePage } from '../../features/home/home-page.tsx';
import { titleOf, type LocaleParams } from '../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'home');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <HomePage />;
}
