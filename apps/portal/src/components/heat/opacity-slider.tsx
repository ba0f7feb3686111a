'use client';
import { Group, Slider, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

/** How strongly the heat map covers the photograph [%]. */
export function OpacitySlider({ value, onChange }: { value: number; onChange(value: number): void }) {
  const t = useTranslations('heat');
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
        {t('title')}
      </Text>
      <Slider
        value={value}
        onChange={onChange}
        w={140}
        label={(percent) => `${percent} %`}
        thumbLabel={t('opacity')}
      />
    </Group>
  );
}
