import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'registry', rootDir: import.meta.dirname };
