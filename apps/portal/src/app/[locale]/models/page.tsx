import { setRequestLocale } from 'next-intl/server';
import { ModelsPage } from '../../../features/models/list-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'models');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <ModelsPage />;
}
