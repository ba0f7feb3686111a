'use client';
import type { AnswerView } from '@millwright/contracts';
import { Box, Card, Group, Progress, SimpleGrid, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { HeatPicture } from '../../../components/heat/heat-picture.tsx';
import { LastLine } from '../../../components/last-line.tsx';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import type { Photograph } from '../use-inspection.ts';
import { Truth } from './truth.tsx';

interface Props {
  readonly photographs: readonly Photograph[];
  /** 0..1 */
  readonly opacity: number;
  onAnswer(id: number, answer: AnswerView): void;
}

/** One card a photograph: what it is, how sure, where the model looked. */
export function Verdicts({ photographs, opacity, onAnswer }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }}>
      {photographs
        .filter(({ state }) => state !== 'refused')
        .map((photograph) => (
          <VerdictCard key={photograph.id} photograph={photograph} opacity={opacity} onAnswer={onAnswer} />
        ))}
    </SimpleGrid>
  );
}

interface CardProps extends Omit<Props, 'photographs'> {
  readonly photograph: Photograph;
}

function VerdictCard({ photograph, opacity, onAnswer }: CardProps) {
  const t = useTranslations('inspect');
  const address = useAddress();
  const { id, file, answer } = photograph;
  return (
    <Card withBorder padding="sm">
      <Card.Section>
        <UnstyledButton
          w="100%"
          aria-label={t('open', { file: file.name })}
          onClick={() => address.set({ photo: id }, 'push')}
          disabled={answer === null}
        >
          <Box h={200} bg="var(--mantine-color-default-hover)">
            <HeatPicture
              source={file}
              map={answer?.explanation ?? null}
              opacity={opacity}
              alt={file.name}
              size={480}
            />
          </Box>
        </UnstyledButton>
      </Card.Section>
      <Stack gap={6} mt="sm">
        <Text size="xs" c="dimmed" truncate title={file.name}>
          {file.name}
        </Text>
        {answer === null ? (
          <Waiting asking={photograph.state === 'asking'} />
        ) : (
          <>
            <Verdict answer={answer} />
            <Truth answer={answer} onRecorded={(recorded) => onAnswer(id, recorded)} />
            <AnswerLine answer={answer} />
          </>
        )}
      </Stack>
    </Card>
  );
}

function Waiting({ asking }: { asking: boolean }) {
  const t = useTranslations('inspect');
  return asking ? (
    <Skeleton height={44} />
  ) : (
    <Text size="sm" c="dimmed">
      {t('waiting')}
    </Text>
  );
}

/** The verdict with its certainty. */
export function Verdict({ answer }: { answer: AnswerView }) {
  const t = useTranslations('inspect');
  const format = useFormats();
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={700} fz="lg" truncate>
          {answer.answer}
        </Text>
        <Text style={{ whiteSpace: 'nowrap' }}>
          {t('sure', { share: format.percent(answer.confidence) })}
        </Text>
      </Group>
      <Progress value={answer.confidence * 100} size="sm" aria-label={t('confidence')} />
    </div>
  );
}

/** The last line of an answer. */
export function AnswerLine({ answer }: { answer: AnswerView }) {
  const format = useFormats();
  return (
    <LastLine
      parts={[
        `${answer.model} v${answer.version}`,
        `${answer.dataset} v${answer.datasetVersion}`,
        format.dateTime(answer.createdAt),
        format.seconds(answer.seconds),
      ]}
    />
  );
}
