import { setRequestLocale } from 'next-intl/server';
import { ComparePage } from '../../../../features/compare/compare-page.tsx';
import { titleOf, type LocaleParams } from '../../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'compare');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <ComparePage />;
}
