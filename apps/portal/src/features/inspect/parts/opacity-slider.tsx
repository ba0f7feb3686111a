'use client';
import { Group, Slider, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

/** How strongly the heat map covers the photograph [%]. */
export function OpacitySlider({ value, onChange }: { value: number; onChange(value: number): void }) {
  const t = useTranslations('inspect');
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm">{t('heat')}</Text>
      <Slider
        value={value}
        onChange={onChange}
        w={140}
        label={(percent) => `${percent} %`}
        thumbLabel={t('heat')}
      />
    </Group>
  );
}
