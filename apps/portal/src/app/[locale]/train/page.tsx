import { setRequestLocale } from 'next-intl/server';
import { TrainPage } from '../../../features/train/train-page.tsx';
import { titleOf, type LocaleParams } from '../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'train');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <TrainPage />;
}
