// Members that every signed bundle has, by which a zip is known for one before it is read.
export const manifestName = 'manifest.json';
export const checksumsName = 'SHA256SUMS';
