'use client';
import type { AnswerView } from '@millwright/contracts';
import { Button, Group, Menu, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useNotices } from '../../../components/notices.tsx';
import { useRecordTruth } from '../queries.ts';

interface Props {
  readonly answer: AnswerView;
  onRecorded(answer: AnswerView): void;
}

/** Records what the part truly is: right with one click, otherwise by choosing; it can be changed at any time. */
export function Truth({ answer, onRecorded }: Props) {
  const t = useTranslations('inspect.truth');
  const notices = useNotices();
  const record = useRecordTruth();
  const save = (label: string) =>
    record.mutate({ answer: answer.id, label }, { onSuccess: onRecorded, onError: notices.refused });
  const others = Object.keys(answer.scores).filter((label) => label !== answer.answer);
  const truth = answer.outcome?.label ?? null;
  const isRight = truth === answer.answer;
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant={isRight ? 'filled' : 'default'}
        leftSection={<IconCheck size={14} />}
        aria-pressed={isRight}
        loading={record.isPending}
        onClick={() => save(answer.answer)}
      >
        {t('right')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant={truth !== null && !isRight ? 'filled' : 'default'}
            leftSection={<IconX size={14} />}
          >
            {truth !== null && !isRight ? t('was', { label: truth }) : t('wrong')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('choose')}</Menu.Label>
          {others.map((label) => (
            <Menu.Item key={label} onClick={() => save(label)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {truth !== null && (
        <Text size="xs" c="dimmed">
          {t('recorded')}
        </Text>
      )}
    </Group>
  );
}
