import type { MdmPlatform } from '../../../documents/mdm/index.js';

/** Written out: reading it from where it is defined would load the whole server. A spec holds the lists equal. */
export const PLATFORM_WORDS: readonly MdmPlatform[] = ['macos', 'ios', 'android', 'windows', 'linux'];
