/** Settings of `vision/defect-net` with which the demonstration plant is learned in about two minutes anywhere. */
export const demoSettings = { inputSize: 48, width: 12, epochs: 12, minSteps: 1 } as const;
