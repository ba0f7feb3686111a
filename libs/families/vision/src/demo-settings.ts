/**
 * Settings of `vision/defect-net` with which the demonstration plant is learned in about 80 seconds on the WebAssembly
 * engine: small pictures, a narrow network, many small steps; and no mirrored or turned pictures, since the code is
 * always printed at the top.
 */
export const demoSettings = {
  inputSize: 48,
  width: 16,
  batchSize: 16,
  epochs: 36,
  minSteps: 1,
  learningRate: 3e-3,
  flips: false,
  turns: false,
} as const;
