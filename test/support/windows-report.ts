/** The first report of a PC on which everything is as asked, as `report.ps1` sends it; `more` replaces parts. */
export function windowsReport(asked: object = {}) {
  const { boot = {}, ...more } = asked as { boot?: { computerName?: string; domain?: string | null } };
  return {
    protocol: 1,
    identity: { serial: 'SN-1', uuid: null, macs: ['52:54:00:00:00:01'] },
    boot: {
      build: '26100.1742',
      edition: 'Professional',
      installationType: 'Client',
      architecture: 'amd64',
      computerName: 'PC-001',
      domain: null,
      secureBoot: true,
      imageState: 'IMAGE_STATE_COMPLETE',
      setupComplete: true,
      ...boot,
    },
    commands: [{ description: 'Unpack what this file carries', exitCode: 0, timedOut: false }],
    scripts: [{ name: 'unpack', status: '0' }],
    join: null,
    drivers: [],
    devices: { seen: 87, ill: [] },
    setupLog: '>>>  [Device Install]\r\n<<<  [Exit status: SUCCESS]\r\n',
    options: { exitCode: 0, stdout: '{"reads":[]}' },
    ...more,
  };
}

/** The last report of a PC on which nothing of Établi is left. */
export function windowsSeal(more: object = {}) {
  return {
    protocol: 1,
    identity: { serial: 'SN-1', uuid: null, macs: ['52:54:00:00:00:01'] },
    left: [],
    kept: [],
    dropped: [],
    autologon: { enabled: false, hasPassword: false },
    ...more,
  };
}
