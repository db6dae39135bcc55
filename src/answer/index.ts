export { renderWindows } from './windows/render-windows.js';
