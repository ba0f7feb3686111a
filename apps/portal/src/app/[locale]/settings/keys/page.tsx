import { setRequestLocale } from 'next-intl/server';
import { KeysPage } from '../../../../features/keys/keys-page.tsx';
import { titleOf, type LocaleParams } from '../../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'keys');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <KeysPage />;
}
