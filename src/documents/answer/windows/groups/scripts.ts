import { type MachineScript, type OptionGroup, SCRIPT_PHASES } from '../contribution.js';

/** The scripts of the profile, after those of all other groups in each phase. */
export const scriptsGroup: OptionGroup = ({ windows: { scripts } }) => {
  if (scripts === undefined) return {};
  return {
    scripts: SCRIPT_PHASES.flatMap((phase) =>
      scripts[phase].map(({ name, language, text, onError }): MachineScript => {
        const inHive = phase === 'defaultUser' && language === 'reg';
        return { phase, language, name, text: inHive ? inDefaultUser(text) : text, onError };
      }),
    ),
  };
};

/** In specialize, `[HKEY_CURRENT_USER\…]` is the hive of SYSTEM; `[-HKCU\…]` deletes a key. */
function inDefaultUser(text: string): string {
  return text.replace(
    /^([^\S\r\n]*\[-?)(?:HKEY_CURRENT_USER|HKCU)(?=[\\\]])/gim,
    (_whole, opening: string) => `${opening}HKEY_USERS\\DefaultUser`,
  );
}
