import { platformEventSchema, type PlatformEvent } from '@millwright/contracts';
import { chunksOf } from './form.ts';

/** The events of a stream, until whoever sends it ends it. */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<PlatformEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunksOf(stream)) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').filter((line) => line.startsWith('data: '));
      if (data.length > 0)
        yield platformEventSchema.parse(JSON.parse(data.map((line) => line.slice(6)).join('\n')));
    }
  }
}
