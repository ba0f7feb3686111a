export { gradCam, type Attention } from './grad-cam.ts';
