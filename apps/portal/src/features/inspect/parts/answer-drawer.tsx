'use client';
import type { AnswerView } from '@millwright/contracts';
import { Box, Drawer, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { HeatPicture } from '../../../components/heat/heat-picture.tsx';
import { OpacitySlider } from '../../../components/heat/opacity-slider.tsx';
import { Scores } from '../../../components/scores.tsx';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import type { Photograph } from '../use-inspection.ts';
import { Truth } from './truth.tsx';
import { AnswerLine, Verdict } from './verdicts.tsx';

interface Props {
  readonly photographs: readonly Photograph[];
  readonly opacity: number;
  setOpacity(opacity: number): void;
  onAnswer(id: number, answer: AnswerView): void;
}

/** One photograph large: heat map, all scores, the truth. */
export function AnswerDrawer({ photographs, opacity, setOpacity, onAnswer }: Props) {
  const t = useTranslations('inspect');
  const heat = useTranslations('heat');
  const format = useFormats();
  const address = useAddress();
  const id = address.number('photo');
  const chosen = photographs.find((photograph) => photograph.id === id);
  const answer = chosen?.answer ?? null;
  return (
    <Drawer
      opened={answer !== null}
      onClose={() => address.set({ photo: null })}
      position="right"
      size="lg"
      title={chosen?.file.name}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {chosen && answer && (
        <Stack>
          <Box bg="var(--mantine-color-default-hover)">
            <HeatPicture
              source={chosen.file}
              map={answer.explanation}
              opacity={opacity / 100}
              alt={chosen.file.name}
              size={1000}
            />
          </Box>
          {answer.explanation && (
            <>
              <OpacitySlider value={opacity} onChange={setOpacity} />
              <Text size="sm" c="dimmed">
                {heat('explain', { label: answer.explanation.label })}
              </Text>
            </>
          )}
          <Verdict answer={answer} />
          <Scores scores={answer.scores} chosen={answer.answer} />
          {answer.threshold !== null && (
            <Text size="sm" c="dimmed">
              {t('threshold', { threshold: format.short(answer.threshold) })}
            </Text>
          )}
          <Truth answer={answer} onRecorded={(recorded) => onAnswer(chosen.id, recorded)} />
          <AnswerLine answer={answer} />
        </Stack>
      )}
    </Drawer>
  );
}
