'use client';
import type { ModelView } from '@millwright/contracts';
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv, IconPlayerPlay } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { OpacitySlider } from '../../components/heat/opacity-slider.tsx';
import { DropArea } from '../../components/drop-area.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useAddress } from '../../use-address.ts';
import { useOnce } from '../../use-once.ts';
import { DemonstrationHint } from '../datasets/parts/demonstration-hint.tsx';
import { useModels } from '../models/queries.ts';
import { modelOptions, type ModelOption } from './model-options.ts';
import { Refused } from './parts/refused.tsx';
import { Verdicts } from './parts/verdicts.tsx';
import { saveAnswers } from './save-answers.ts';
import { useInspection } from './use-inspection.ts';

const AnswerDrawer = dynamic(
  () => import('./parts/answer-drawer.tsx').then((module) => module.AnswerDrawer),
  {
    ssr: false,
  },
);

export function InspectPage() {
  const t = useTranslations('inspect');
  const models = useModels();
  const train = (
    <Button component={Link} href="/train" leftSection={<IconPlayerPlay size={16} />}>
      {t('train')}
    </Button>
  );
  return (
    <Stack gap="lg">
      <PageHead title={t('title')} sentence={t('sentence')} />
      <Loaded query={models} shape={<TableSkeleton rows={3} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNotice what={t('noModel')} action={train} example={<DemonstrationHint />} />
          ) : (
            <Inspection models={rows} />
          )
        }
      </Loaded>
    </Stack>
  );
}

function Inspection({ models }: { models: readonly ModelView[] }) {
  const t = useTranslations('inspect');
  const address = useAddress();
  const options = modelOptions(models);
  const named = address.get('model');
  const chosen = named ?? options[0]?.ref ?? null;
  const { photographs, add, clear, setAnswer } = useInspection(chosen);
  const drawer = useOnce(address.get('photo') !== null);
  const [opacity, setOpacity] = useState(45);
  const take = (files: readonly File[]) => void add(files);
  usePaste(take);
  const answered = photographs.filter(({ state }) => state === 'answered');
  const refused = photographs.filter(({ state }) => state === 'refused');
  return (
    <>
      <ModelSelect options={options} chosen={chosen} onChoose={(model) => address.set({ model })} />
      <DropArea
        title={t('drop')}
        hint={t('dropHint')}
        compact={photographs.length > 0}
        accept="image/*,.bmp,.tif,.tiff"
        onFiles={(given) => take(given.map(({ file }) => file))}
      />
      {photographs.length > 0 && (
        <Group justify="space-between">
          <Text aria-live="polite">
            {t('progress', { done: answered.length + refused.length, count: photographs.length })}
          </Text>
          <Group gap="lg">
            <OpacitySlider value={opacity} onChange={setOpacity} />
            <Button
              variant="default"
              leftSection={<IconFileTypeCsv size={16} />}
              disabled={answered.length === 0}
              onClick={() => saveAnswers(photographs)}
            >
              {t('export')}
            </Button>
            <Button variant="subtle" color="gray" onClick={clear}>
              {t('clear')}
            </Button>
          </Group>
        </Group>
      )}
      {refused.length > 0 && <Refused photographs={refused} />}
      <Verdicts photographs={photographs} opacity={opacity / 100} onAnswer={setAnswer} />
      {drawer && (
        <AnswerDrawer
          photographs={photographs}
          opacity={opacity}
          setOpacity={setOpacity}
          onAnswer={setAnswer}
        />
      )}
    </>
  );
}

interface ModelSelectProps {
  readonly options: readonly ModelOption[];
  readonly chosen: string | null;
  onChoose(ref: string | null): void;
}

function ModelSelect({ options, chosen, onChoose }: ModelSelectProps) {
  const t = useTranslations('inspect');
  const names = useTranslations('aliases');
  const words = ({ name, version, alias }: ModelOption) =>
    alias === null ? `${name} · v${version}` : `${name} · ${names(alias)} v${version}`;
  const data = options.map((option) => ({ value: option.ref, label: words(option) }));
  const listed = chosen === null || data.some(({ value }) => value === chosen);
  return (
    <Select
      label={t('model')}
      data={listed ? data : [{ value: chosen, label: chosen.replace('@', ' · v') }, ...data]}
      value={chosen}
      onChange={onChoose}
      allowDeselect={false}
      searchable
      maw="26rem"
    />
  );
}

function usePaste(take: (files: readonly File[]) => void) {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const onPaste = ({ clipboardData }: ClipboardEvent) => {
      const files = [...(clipboardData?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}
