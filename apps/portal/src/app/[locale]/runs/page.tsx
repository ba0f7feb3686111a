import { setRequestLocale } from 'next-intl/server';
import { RunsPage } from '../../../features/runs/list-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'runs');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <RunsPage />;
}
