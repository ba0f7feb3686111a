import { ndArray, type NdArray } from '@millwright/tensors';
import type { InferenceSession, Tensor } from 'onnxruntime-node';

type Runtime = typeof import('onnxruntime-node');

/** What ONNX Runtime calls the types of ours. */
type TensorType = 'float32' | 'int32';

let loading: Promise<Runtime | null> | null = null;

/** ONNX Runtime, loaded when it is first asked for; null where the package is not there for this machine. */
export const onnxRuntime = (): Promise<Runtime | null> =>
  (loading ??= import('onnxruntime-node').then(
    (module) => module,
    () => null,
  ));

/** Why ONNX Runtime cannot answer here; null where it can. */
export const onnxObstacle = async (): Promise<string | null> =>
  (await onnxRuntime()) === null ? 'onnxruntime-node is not installed for this machine' : null;

/**
 * Severity 3: errors only, where it would comment on graphs that it simplifies. Its threads sleep between calls: by
 * default they would spin, and take the core from whoever prepares the next call.
 */
const sessionOptions: InferenceSession.SessionOptions = {
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/** An ONNX file, ready to run. */
export class OnnxSession {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;

  private constructor(runtime: Runtime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  static async open(runtime: Runtime, file: Uint8Array): Promise<OnnxSession> {
    return new OnnxSession(runtime, await runtime.InferenceSession.create(file, sessionOptions));
  }

  async run(inputs: ReadonlyMap<string, NdArray>): Promise<Map<string, NdArray<'float32'>>> {
    const fed = this.#session.inputNames.map((name): [string, Tensor] => {
      const { dtype, data, shape } = inputs.get(name) as NdArray<TensorType>;
      return [name, new this.#runtime.Tensor(dtype as 'float32', data as Float32Array, shape)];
    });
    const found = await this.#session.run(Object.fromEntries(fed));
    return new Map(
      Object.entries(found).map(([name, { dims, data }]) => [
        name,
        ndArray('float32', dims, data as Float32Array),
      ]),
    );
  }

  dispose(): void {
    void this.#session.release();
  }
}
