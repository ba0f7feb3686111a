import { PredictBatches } from './predict-batches.ts';

/** A model that doubles numbers, writes its calls down, cannot stand 13, and answers when it is let go. */
function doubling() {
  const calls: number[][] = [];
  let open = () => {};
  let gate: Promise<void> = Promise.resolve();
  return {
    calls,
    hold: () => (gate = new Promise((resolve) => (open = resolve))),
    letGo: () => open(),
    async predict(inputs: readonly number[]) {
      calls.push([...inputs]);
      await gate;
      if (inputs.includes(13)) throw new Error('unlucky');
      return inputs.map((input) => 2 * input);
    },
  };
}

const opened = (size: number, waitMs: number) => new PredictBatches<number, number>({ size, waitMs });
const values = (timed: readonly { answer: number }[]) => timed.map(({ answer }) => answer);
/** Longer than a test lasts: a call made sooner was made because the batch was full. */
const never = 600_000;

describe('questions that come at about the same time', () => {
  it('share one call, and each gets its own answers in its own order', async () => {
    const [model, batches] = [doubling(), opened(16, 20)];
    const asked = [[1], [2, 3], [4]].map((inputs) => batches.predict(model, inputs));
    expect((await Promise.all(asked)).map(values)).toEqual([[2], [4, 6], [8]]);
    expect(model.calls).toEqual([[1, 2, 3, 4]]);
  });

  it('are asked at once when a call is full', async () => {
    const [model, batches] = [doubling(), opened(4, never)];
    const asked = [1, 2, 3, 4].map((input) => batches.predict(model, [input]));
    expect((await Promise.all(asked)).map(values)).toEqual([[2], [4], [6], [8]]);
    expect(model.calls).toEqual([[1, 2, 3, 4]]);
  });

  it('never make a call larger than its bound, whatever one of them asks', async () => {
    const [model, batches] = [doubling(), opened(3, 5)];
    const [large, small] = [batches.predict(model, [1, 2, 3, 4, 5, 6, 7]), batches.predict(model, [8, 9])];
    expect(values(await large)).toEqual([2, 4, 6, 8, 10, 12, 14]);
    expect(values(await small)).toEqual([16, 18]);
    for (const call of model.calls) expect(call.length).toBeLessThanOrEqual(3);
    expect(model.calls.flat().sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('are not mixed between models', async () => {
    const [first, second, batches] = [doubling(), doubling(), opened(16, 10)];
    await Promise.all([batches.predict(first, [1]), batches.predict(second, [2])]);
    expect([first.calls, second.calls]).toEqual([[[1]], [[2]]]);
  });

  it('share the next call where they come while one is under way, without any wait', async () => {
    const [model, batches] = [doubling(), opened(16, 0)];
    model.hold();
    const asked = [1, 2, 3].map((input) => batches.predict(model, [input]));
    model.letGo();
    expect((await Promise.all(asked)).map(values)).toEqual([[2], [4], [6]]);
    expect(model.calls).toEqual([[1], [2, 3]]);
  });

  it('do not hear of the failure of another one', async () => {
    const [model, batches] = [doubling(), opened(3, never)];
    const asked = [1, 13, 3].map((input) => batches.predict(model, [input]));
    const [first, second, third] = await Promise.allSettled(asked);
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'unlucky' } });
    expect([first, third]).toMatchObject([{ value: [{ answer: 2 }] }, { value: [{ answer: 6 }] }]);
    expect(model.calls).toEqual([[1, 13, 3], [1], [13], [3]]);
  });
});

describe('a question nobody waits for any more', () => {
  it('leaves before its call is made, and the others are answered', async () => {
    const [model, batches, caller] = [doubling(), opened(2, never), new AbortController()];
    const gone = batches.predict(model, [1], caller.signal);
    caller.abort();
    await expect(gone).rejects.toMatchObject({ code: 'request.cancelled' });
    const others = [2, 3].map((input) => batches.predict(model, [input]));
    expect((await Promise.all(others)).map(values)).toEqual([[4], [6]]);
    expect(model.calls).toEqual([[2, 3]]);
  });

  it('is not asked at all where it left before', async () => {
    const [model, batches] = [doubling(), opened(2, 0)];
    await expect(batches.predict(model, [1], AbortSignal.abort())).rejects.toMatchObject({
      code: 'request.cancelled',
    });
    expect(model.calls).toEqual([]);
  });
});

describe('closing', () => {
  it('turns away what waits and what comes later; a call under way ends well', async () => {
    const [model, batches] = [doubling(), opened(16, 0)];
    model.hold();
    const underWay = batches.predict(model, [1]);
    const waiting = batches.predict(model, [2]);
    batches.close();
    await expect(waiting).rejects.toMatchObject({ code: 'request.cancelled' });
    await expect(batches.predict(model, [3])).rejects.toMatchObject({ code: 'request.cancelled' });
    model.letGo();
    expect(values(await underWay)).toEqual([2]);
    expect(model.calls).toEqual([[1]]);
  });
});
