import type { Request } from 'express';

/** The prefix of the Open Inference Protocol, which has bodies and errors of its own. */
export const v2 = 'v2';

const below = /^\/v2(\/|$)/i;

/** Whether an address belongs to the Open Inference Protocol. */
export const isInference = ({ path }: Pick<Request, 'path'>): boolean => below.test(path);
