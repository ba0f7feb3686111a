'use client';
import { datasetSchema, modelSchema, runSchema } from '@millwright/contracts';
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconActivity, IconBox, IconDatabase, IconSearch, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useRouter } from '../i18n/navigation.ts';
import { usePages } from '../use-api.ts';
import { useFormats } from '../words/use-formats.ts';
import { entryGroups, settingsEntries } from './entries.ts';

/** Everything that has an address, by typing a few letters of its name. */
export function Palette({ asked }: { asked: number }) {
  const t = useTranslations('commands');
  const actions = useActions();
  useEffect(() => spotlight.open(), [asked]);
  return (
    <Spotlight
      shortcut={null}
      actions={actions}
      nothingFound={t('nothing')}
      limit={20}
      scrollable
      maxHeight={420}
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: t('placeholder') }}
    />
  );
}

function useActions(): SpotlightActionGroupData[] {
  const t = useTranslations('commands');
  const pages = useTranslations('frame.pages');
  const format = useFormats();
  const router = useRouter();
  const datasets = usePages(datasetSchema, ['datasets', 'list'], '/datasets');
  const models = usePages(modelSchema, ['models', 'list'], '/models');
  const runs = usePages(runSchema, ['runs', 'list'], '/runs', { limit: 50 });
  const go = (href: string) => () => router.push(href);
  const entries = [...entryGroups.flatMap((group) => [...group.entries]), ...settingsEntries];
  const places = entries.map(({ key, href, Icon }) => ({
    id: key,
    label: pages(key),
    leftSection: <Icon size={18} />,
    onClick: go(href),
  }));
  const importing = {
    id: 'import',
    label: t('import'),
    leftSection: <IconUpload size={18} />,
    onClick: go('/import'),
  };
  const named = (prefix: string, name: string, Icon: typeof IconBox, description?: string) => ({
    id: `${prefix}/${name}`,
    label: name,
    description,
    leftSection: <Icon size={18} />,
    onClick: go(`/${prefix}/${encodeURIComponent(name)}`),
  });
  return [
    { group: t('pages'), actions: [...places, importing] },
    {
      group: pages('datasets'),
      actions: (datasets.data?.rows ?? []).map(({ name }) => named('datasets', name, IconDatabase)),
    },
    {
      group: pages('models'),
      actions: (models.data?.rows ?? []).map(({ name }) => named('models', name, IconBox)),
    },
    {
      group: pages('runs'),
      actions: (runs.data?.rows ?? []).map((run) => ({
        ...named('runs', run.id, IconActivity, format.dateTime(run.createdAt)),
        label: `${run.registerAs} · ${run.model}`,
      })),
    },
  ];
}
