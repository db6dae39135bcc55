export { type Image, imageOf, imageSchema, imageTypeOf, imageUrlOf } from './image.js';
export { LINKS, Links } from './links.js';
export { PROVIDER } from './provider.js';
export type { SettingDto, SettingsDto, SettingTestDto } from './setting.schema.js';
export { allSettings, defineSetting, type Setting, type SettingField, type SettingValue } from './setting.js';
export { Settings, type SettingTest, type ShownSetting } from './settings.js';
export { SettingsModule } from './settings.module.js';
export { TIMESTAMP } from './timestamp.js';
export { webAddress } from './web-address.js';
