import { androidFiles } from './android/android-files.js';
import { appleFiles } from './apple/apple-files.js';
import { linuxFiles } from './linux/linux-files.js';
import type { Platform } from './order.js';
import type { MdmPlatform } from './platform.js';
import { windowsFiles } from './windows/windows-files.js';

/** The function that writes the files of each platform. */
export const PLATFORM_FILES: Record<MdmPlatform, Platform> = {
  macos: appleFiles,
  ios: appleFiles,
  android: androidFiles,
  windows: windowsFiles,
  linux: linuxFiles,
};
