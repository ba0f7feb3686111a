'use client';
import type { DatasetVersionView } from '@millwright/contracts';
import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { FindingPictures } from './finding-pictures.tsx';
import { useFindingSentence } from './use-finding-sentence.ts';
import { useMakeVersion } from './use-make-version.ts';

type Listed = DatasetVersionView['findings'][number];

/** What is wrong or odd in a version, the gravest first, each with its pictures and what can be done. */
export function Findings({ view }: { view: DatasetVersionView }) {
  const t = useTranslations('findings');
  const order = { error: 0, warning: 1, info: 2 };
  const sorted = [...view.findings].sort((a, b) => order[a.severity] - order[b.severity]);
  if (sorted.length === 0) return <Text c="dimmed">{t('none')}</Text>;
  return (
    <Stack gap="sm">
      {sorted.map((finding) => (
        <FindingCard key={finding.kind} view={view} finding={finding} />
      ))}
    </Stack>
  );
}

const hasPictures = ({ kind }: Listed) => kind !== 'unreadable' && kind !== 'class-imbalance';

function FindingCard({ view, finding }: { view: DatasetVersionView; finding: Listed }) {
  const t = useTranslations('findings');
  const format = useFormats();
  const address = useAddress();
  const sentence = useFindingSentence();
  const open = address.get('show') === finding.kind;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} style={{ flex: '1 1 22rem' }}>
          <Group gap="sm">
            <StateBadge state={finding.severity} />
            <Text fw={600}>{t(`kinds.${finding.kind}`)}</Text>
            {finding.kind !== 'class-imbalance' && (
              <Text c="dimmed">
                {t(finding.kind === 'unreadable' ? 'files' : 'count', { count: format.count(finding.count) })}
              </Text>
            )}
          </Group>
          <Text size="sm">{sentence(finding)}</Text>
        </Stack>
        <Group gap="xs">
          {hasPictures(finding) && (
            <Button
              variant="subtle"
              aria-expanded={open}
              onClick={() => address.set({ show: open ? null : finding.kind })}
            >
              {t(open ? 'hide' : 'show')}
            </Button>
          )}
          {finding.excludableCount > 0 && view.state === 'ready' && (
            <LeaveOut view={view} finding={finding} />
          )}
        </Group>
      </Group>
      {open && <FindingPictures view={view} kind={finding.kind} />}
    </Card>
  );
}

function LeaveOut({ view, finding }: { view: DatasetVersionView; finding: Listed }) {
  const t = useTranslations('dataset.leaveOut');
  const make = useMakeVersion(view);
  return (
    <ConfirmButton
      label={t('these', { count: finding.excludableCount })}
      title={t('title')}
      confirmLabel={t('confirm')}
      onConfirm={() => make([finding.kind])}
    >
      <Text>{t('explain', { count: finding.excludableCount, version: view.version, rows: view.rows })}</Text>
    </ConfirmButton>
  );
}
