import { setRequestLocale } from 'next-intl/server';
import type { Locale } from '@millwright/contracts';
import { titleOf } from '../../../../app/page-title.ts';
import { RunPage } from '../../../../features/runs/run-page.tsx';

interface Props {
  readonly params: Promise<{ locale: Locale; id: string }>;
}

export const generateMetadata = (props: Props) => titleOf(props, 'runs');

export default async function Page({ params }: Props) {
  setRequestLocale((await params).locale);
  return <RunPage id={(await params).id} />;
}
