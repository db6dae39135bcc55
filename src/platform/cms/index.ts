export { buildCms, readCms, sha256, signCms, signedBytes, signInside, x509 } from './cms.js';
export { type DetachedSignature, MalformedCms, readDetached } from './detached.js';
export { BadTimeStamp, readTimeStamp, type TimeStamp, timeStampRequest, tokenOf } from './time-stamp.js';
