import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'explain', rootDir: import.meta.dirname };
