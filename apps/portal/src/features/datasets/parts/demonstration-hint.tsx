'use client';
import { Anchor, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Link } from '../../../i18n/navigation.ts';
import { useDatasets } from '../queries.ts';

/** Name under which the first start imports the demonstration plant. */
export const demonstrationName = 'demo-parts';

/** Points to the demonstration plant, or says how it comes back once it was deleted. */
export function DemonstrationHint() {
  const t = useTranslations('demonstration');
  const datasets = useDatasets();
  const there = datasets.data?.rows.some(({ name }) => name === demonstrationName) ?? false;
  if (!there) return <Text size="sm">{t('comesBack')}</Text>;
  return (
    <Text size="sm">
      {t.rich('there', {
        link: (words) => (
          <Anchor component={Link} href={`/datasets/${demonstrationName}`}>
            {words}
          </Anchor>
        ),
      })}
    </Text>
  );
}
