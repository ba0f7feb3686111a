import { setRequestLocale } from 'next-intl/server';
import { DeletedPage } from '../../../features/deleted/deleted-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'deleted');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <DeletedPage />;
}
