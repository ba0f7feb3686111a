import { setRequestLocale } from 'next-intl/server';
import { ImportPage } from '../../../features/importing/import-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'import');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <ImportPage />;
}
