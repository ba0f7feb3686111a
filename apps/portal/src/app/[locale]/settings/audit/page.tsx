import { setRequestLocale } from 'next-intl/server';
import { AuditPage } from '../../../../features/audit/audit-page.tsx';
import { titleOf, type LocaleParams } from '../../../../app/page-title.ts';

export const generateMetadata = (props: LocaleParams) => titleOf(props, 'audit');

export default async function Page({ params }: LocaleParams) {
  setRequestLocale((await params).locale);
  return <AuditPage />;
}
