import { setRequestLocale } from 'next-intl/server';
import { PeoplePage } from '../../../../features/people/people-page.tsx';
import { titleOf, type LocaleParams } from '../../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'people');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <PeoplePage />;
}
