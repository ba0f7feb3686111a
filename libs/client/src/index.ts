export { createClient, type Asked, type Client, type ClientOptions } from './client.ts';
export { ApiFailure, failure, failureIn } from './failure.ts';
export { type FilesToSend, type FileToSend } from './form.ts';
export { type Answer, type AskOptions, type Operations, type Question } from './operations.ts';
export { finished, inspected } from './wait.ts';
export { type components, type operations, type paths } from './generated/api.ts';
