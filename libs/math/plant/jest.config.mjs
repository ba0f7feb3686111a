import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'plant', rootDir: import.meta.dirname };
