import { setRequestLocale } from 'next-intl/server';
import { InspectPage } from '../../../features/inspect/inspect-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'inspect');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <InspectPage />;
}
