import { setRequestLocale } from 'next-intl/server';
import { DatasetsPage } from '../../../features/datasets/list-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'datasets');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <DatasetsPage />;
}
