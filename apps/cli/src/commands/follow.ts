import { isOver, type PlatformEvent, type RunStage } from '@millwright/contracts';
import { ApiFailure } from '@millwright/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';

const stages: Readonly<Record<RunStage, ReturnType<typeof words>>> = {
  waiting: words('Waiting', '等待'),
  preparing: words('Preparing', '准备'),
  training: words('Training', '训练'),
  evaluating: words('Evaluating', '评估'),
  saving: words('Saving', '保存'),
  done: words('Done', '完成'),
};

/** Shows a run's progress on stderr until it is over. A stream that breaks is opened again. */
export async function follow(id: string, tool: Tool): Promise<void> {
  await tool.api.getRun({ path: { id } }); // an unknown run is said before anything is waited for
  while (!(await isOverAfterStream(id, tool))) await sleep(1000);
}

async function isOverAfterStream(id: string, { api, voice }: Tool): Promise<boolean> {
  try {
    for await (const event of api.watchRun({ path: { id } })) {
      if (event.type !== 'run') continue;
      voice.progress(
        `${voice.say(stages[event.stage])}${lossOf(event)}`,
        event.progress,
        event.remainingSeconds,
      );
      if (isOver(event.state)) return true;
    }
  } catch (error) {
    if (error instanceof ApiFailure) throw error; // the api itself refuses, or is gone
  }
  return false;
}

function lossOf(event: Extract<PlatformEvent, { type: 'run' }>): string {
  const loss = event.points.findLast(({ name }) => name === 'loss');
  return loss === undefined ? '' : ` (loss ${loss.value.toPrecision(3)})`;
}
