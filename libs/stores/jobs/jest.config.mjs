import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'jobs', rootDir: import.meta.dirname };
